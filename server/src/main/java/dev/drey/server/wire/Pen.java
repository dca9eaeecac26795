package dev.drey.server.wire;

/** Writes an answer where its JSON alone does not tell what a value is: a number may be a time. */
interface Pen {
  void structure(Runnable members);

  void member(String name, Runnable value);

  void list(Runnable items);

  void item(Runnable value);

  void text(String value);

  void number(long value);

  void real(double value);

  void flag(boolean value);

  void time(double secondsSinceEpoch);

  void bytes(byte[] value);
}
