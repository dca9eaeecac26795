package dev.drey.server.http.auth;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a request is known before its body is.
 *
 * @param path as it was sent, as is the query, which is empty where there is none
 * @param headers all values by the name in lower case
 * @param peer who the connection is from
 */
public record RequestHead(
    String method, String path, String query, Map<String, List<String>> headers, InetAddress peer) {
  public RequestHead {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
