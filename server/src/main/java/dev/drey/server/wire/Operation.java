package dev.drey.server.wire;

import java.util.Set;

/** One thing the API can be asked, with the errors that its clients expect from it. */
public record Operation(String name, Shape input, Shape output, Set<String> errors) {
  public Operation {
    errors = Set.copyOf(errors);
  }
}
