package dev.drey.server.http;

import dev.drey.server.wire.Contract;
import java.util.Map;
import java.util.function.Function;

/**
 * A contract, and what answers its operations for one who asks; an operation without an answer is
 * told that it is not there yet.
 */
public record Api(Contract contract, Function<Caller, Map<String, Answer>> answers) {

  /** One that answers everybody alike. */
  public Api(Contract contract, Map<String, Answer> answers) {
    this(contract, caller -> answers);
  }
}
