package dev.drey.server.http;

import dev.drey.server.wire.Fault;

/** The one place where what went wrong inside gets the name and the status that clients know. */
final class Faults {
  private Faults() {}

  static Fault from(RuntimeException thrown, String requestId) {
    if (thrown instanceof Fault fault) {
      return fault;
    }
    return Fault.internal(requestId, thrown);
  }
}
