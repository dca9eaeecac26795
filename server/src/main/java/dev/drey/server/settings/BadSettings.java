package dev.drey.server.settings;

import java.util.List;

/** Settings that cannot be used: all that is wrong with them, at once. */
public final class BadSettings extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadSettings(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
