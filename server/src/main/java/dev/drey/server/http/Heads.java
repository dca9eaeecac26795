package dev.drey.server.http;

import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.wire.Fault;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Requests as they came, for those who do not know the HTTP server. */
public final class Heads {
  private Heads() {}

  public static RequestHead of(Context exchange) {
    HttpServletRequest request = exchange.req();
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return new RequestHead(
        request.getMethod(),
        request.getRequestURI(),
        Optional.ofNullable(request.getQueryString()).orElse(""),
        headers,
        peer(request));
  }

  private static InetAddress peer(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr()); // an address: nobody is asked
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server's address as the client has it. */
  static URI endpoint(Context exchange) {
    String host = Optional.ofNullable(exchange.host()).orElse("");
    if (!host.matches("[A-Za-z0-9._-]+(:[0-9]+)?|\\[[0-9A-Fa-f:.]+](:[0-9]+)?")) {
      throw Fault.of("InvalidRequestException", "The header Host is missing, or names no host.");
    }
    return URI.create(exchange.scheme() + "://" + host);
  }
}
