package dev.drey.server.http.auth;

import dev.drey.server.wire.Fault;
import java.util.Optional;

/** How a server finds out who asks. */
public sealed interface Authentication permits SignedRequests, Anybody {
  /**
   * Who a request of the API claims to be from.
   *
   * @throws Fault where it is plain before the body is read that nobody can be believed
   */
  Claim claim(RequestHead head);

  /** Who one is that brings neither signature nor session: nobody, as a rule. */
  Optional<Principal> unsigned(RequestHead head);
}
