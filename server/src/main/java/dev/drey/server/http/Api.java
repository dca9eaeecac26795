package dev.drey.server.http;

import dev.drey.server.wire.Contract;
import java.util.Map;

/**
 * A contract, and what answers its operations; an operation without an answer is told that it is
 * not there yet.
 */
public record Api(Contract contract, Map<String, Answer> answers) {
  public Api {
    answers = Map.copyOf(answers);
    answers.keySet().stream()
        .filter(name -> contract.operation(name).isEmpty())
        .findAny()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(name + " is no operation of " + contract.target());
            });
  }
}
