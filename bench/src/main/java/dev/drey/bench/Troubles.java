package dev.drey.bench;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a job is to suffer from now: a word in a file, which is looked at ten times a second. */
final class Troubles implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long LOOKS_EVERY_NANOS = 100_000_000;

  private final String file;
  private transient String word;
  private transient long looked;

  Troubles(String file) {
    this.file = file;
  }

  boolean are(String wanted) {
    long now = System.nanoTime();
    if (word == null || now - looked > LOOKS_EVERY_NANOS) {
      word = read();
      looked = now;
    }
    return word.equals(wanted);
  }

  private String read() {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (NoSuchFileException none) {
      return "";
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }
}
