package dev.drey.server.wire;

import java.time.Instant;
import java.util.Base64;

/** The query protocol's answers. */
final class XmlPen implements Pen {
  private final StringBuilder out;

  XmlPen(StringBuilder out) {
    this.out = out;
  }

  @Override
  public void structure(Runnable members) {
    members.run();
  }

  @Override
  public void member(String name, Runnable value) {
    out.append('<').append(name).append('>');
    value.run();
    out.append("</").append(name).append('>');
  }

  @Override
  public void list(Runnable items) {
    items.run();
  }

  @Override
  public void item(Runnable value) {
    member("member", value);
  }

  @Override
  public void text(String value) {
    out.append(Xml.escaped(value));
  }

  @Override
  public void number(long value) {
    out.append(value);
  }

  @Override
  public void real(double value) {
    out.append(value);
  }

  @Override
  public void flag(boolean value) {
    out.append(value);
  }

  @Override
  public void time(double secondsSinceEpoch) {
    out.append(Instant.ofEpochMilli(Math.round(secondsSinceEpoch * 1000)));
  }

  @Override
  public void bytes(byte[] value) {
    out.append(Base64.getEncoder().encodeToString(value));
  }
}
