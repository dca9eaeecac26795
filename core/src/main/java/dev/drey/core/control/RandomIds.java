package dev.drey.core.control;

import dev.drey.core.model.OperationId;
import java.security.SecureRandom;

/** Names from a random source that nobody can guess. */
public final class RandomIds implements Ids {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String MIXED = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final SecureRandom random = new SecureRandom();

  @Override
  public OperationId operation() {
    return new OperationId(letters(MIXED, 12));
  }

  @Override
  public String application() {
    return letters(LOWER, 8);
  }

  private String letters(String alphabet, int n) {
    var text = new StringBuilder(n);
    for (int i = 0; i < n; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
