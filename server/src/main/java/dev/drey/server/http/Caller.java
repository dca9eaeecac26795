package dev.drey.server.http;

import dev.drey.server.http.auth.Principal;
import java.net.URI;

/**
 * Who a request is from, and where they reach this server.
 *
 * @param endpoint as they have it, which need not be the address we listen on
 */
public record Caller(Principal principal, URI endpoint) {}
