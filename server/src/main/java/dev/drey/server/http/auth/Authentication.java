package dev.drey.server.http.auth;

import dev.drey.server.wire.Fault;
import java.util.Optional;

/** How a server finds out who asks. */
public sealed interface Authentication permits SignedRequests, Anybody {
  /**
   * Who a request of an API claims to be from.
   *
   * @param service that it has to be signed for
   * @throws Fault where it is plain before the body is read that nobody can be believed
   */
  Claim claim(RequestHead head, String service);

  /** Who one is that brings neither signature nor session: nobody, as a rule. */
  Optional<Principal> unsigned(RequestHead head);
}
