package dev.drey.server.wire;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** As the protocol rpc-v2-cbor wants it: times are numbers with tag 1, bytes are bytes. */
final class CborPen implements Pen {
  private static final int SECONDS_SINCE_EPOCH = 1;

  private final CBORGenerator out;

  CborPen(CBORGenerator out) {
    this.out = out;
  }

  /** One call of the generator, which writes to memory. */
  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void structure(Runnable members) {
    write(out::writeStartObject);
    members.run();
    write(out::writeEndObject);
  }

  @Override
  public void member(String name, Runnable value) {
    write(() -> out.writeFieldName(name));
    value.run();
  }

  @Override
  public void list(Runnable items) {
    write(out::writeStartArray);
    items.run();
    write(out::writeEndArray);
  }

  @Override
  public void item(Runnable value) {
    value.run();
  }

  @Override
  public void text(String value) {
    write(() -> out.writeString(value));
  }

  @Override
  public void number(long value) {
    write(() -> out.writeNumber(value));
  }

  @Override
  public void real(double value) {
    write(() -> out.writeNumber(value));
  }

  @Override
  public void flag(boolean value) {
    write(() -> out.writeBoolean(value));
  }

  @Override
  public void time(double secondsSinceEpoch) {
    write(
        () -> {
          out.writeTag(SECONDS_SINCE_EPOCH);
          out.writeNumber(secondsSinceEpoch);
        });
  }

  @Override
  public void bytes(byte[] value) {
    write(() -> out.writeBinary(value));
  }
}
