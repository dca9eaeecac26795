package dev.drey.sdk;

import java.util.regex.Pattern;

/**
 * The name of an operator that its state goes by, over every update: it is never changed, and no
 * other operator of the application has it.
 *
 * @param value lower-case letters, digits, hyphens
 */
public record Uid(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is no uid
   */
  public Uid {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not the uid of an operator (lower-case letters, digits, hyphens): " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
