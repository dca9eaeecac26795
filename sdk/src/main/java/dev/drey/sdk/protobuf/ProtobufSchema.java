package dev.drey.sdk.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Reads messages of a generated class and makes of each what the job works with, at once: messages
 * themselves are no type that Flink can keep in state over a change.
 *
 * @param <M> the generated class
 * @param <T> what comes out, a record of the application
 */
public final class ProtobufSchema<M extends MessageLite, T> implements DeserializationSchema<T> {
  private static final long serialVersionUID = 1;

  private final Class<M> message;
  private final Class<T> type;
  private final Reading<M, T> reading;
  private final Unreadable<T> unreadable;
  private transient Parser<M> parser;

  /** What a message becomes; travels with the source. */
  @FunctionalInterface
  public interface Reading<M, T> extends Function<M, T>, Serializable {}

  /** What bytes become that are no message; travels with the source. */
  @FunctionalInterface
  public interface Unreadable<T> extends Function<byte[], T>, Serializable {}

  /**
   * Reads this class.
   *
   * @param message the generated class
   * @param type what comes out; Flink must know how to keep it
   * @param reading what a message becomes
   * @param unreadable what other bytes become, so that one of them does not end the job: validation
   *     rejects it further on
   */
  public ProtobufSchema(
      Class<M> message, Class<T> type, Reading<M, T> reading, Unreadable<T> unreadable) {
    this.message = message;
    this.type = type;
    this.reading = reading;
    this.unreadable = unreadable;
  }

  @Override
  public void open(InitializationContext context) {
    parser = GeneratedClass.parser(message);
  }

  @Override
  public T deserialize(byte[] bytes) {
    try {
      return reading.apply(parser.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      return unreadable.apply(bytes);
    }
  }

  @Override
  public boolean isEndOfStream(T next) {
    return false;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return TypeInformation.of(type);
  }
}
