package dev.drey.sdk.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.drey.sdk.Received;
import java.io.Serializable;
import java.util.function.Function;

/**
 * Reads messages of a generated class and makes of each what the job works with, at once: messages
 * themselves are no type that Flink can keep in state over a change.
 *
 * @param <M> the generated class
 * @param <T> what comes out, a record of the application
 */
public final class ProtobufReader<M extends MessageLite, T> implements Received.Reader<T> {
  private static final long serialVersionUID = 1;

  private final Class<M> message;
  private final Reading<M, T> reading;
  private transient Parser<M> parser;

  /** What a message becomes; travels with the source. */
  @FunctionalInterface
  public interface Reading<M, T> extends Function<M, T>, Serializable {}

  /**
   * Reads this class.
   *
   * @param message the generated class
   * @param reading what a message becomes
   */
  public ProtobufReader(Class<M> message, Reading<M, T> reading) {
    this.message = message;
    this.reading = reading;
  }

  @Override
  public void open() {
    parser = GeneratedClass.parser(message);
  }

  @Override
  public T read(byte[] bytes) throws InvalidProtocolBufferException {
    return reading.apply(parser.parseFrom(bytes));
  }
}
