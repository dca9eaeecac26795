package dev.drey.server.wire;

import java.util.Set;

/**
 * One thing the API can be asked, with the errors that its clients expect from it.
 *
 * @param invalid the error of a request that breaks a constraint of its input
 */
public record Operation(
    String name, Shape input, Shape output, Set<String> errors, String invalid) {
  public Operation {
    errors = Set.copyOf(errors);
  }
}
