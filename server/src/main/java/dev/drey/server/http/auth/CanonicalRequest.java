package dev.drey.server.http.auth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request in the one form that both sides hash. Which headers take part, and in which order, is
 * the signer's choice and stands in its header.
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  static String of(RequestHead head, List<String> signedHeaders, String bodyHash) {
    var text = new StringBuilder(512);
    text.append(head.method()).append('\n');
    text.append(head.path()).append('\n');
    text.append(query(head.query())).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':').append(values(head, name)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(bodyHash).toString();
  }

  private static String values(RequestHead head, String name) {
    return head.headers().getOrDefault(name, List.of()).stream()
        .map(value -> value.strip().replaceAll("\\s+", " "))
        .collect(Collectors.joining(","));
  }

  private static String query(String query) {
    if (query.isEmpty()) {
      return "";
    }
    return Arrays.stream(query.split("&"))
        .filter(part -> !part.isEmpty())
        .map(part -> part.split("=", 2))
        .map(both -> encoded(both[0]) + "=" + (both.length == 2 ? encoded(both[1]) : ""))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  /** However the client has written it: a plus stands for itself, as AWS takes it. */
  private static String encoded(String part) {
    String plain;
    try {
      plain = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Distrust.mismatch(); // nobody signs what is not well formed
    }
    return URLEncoder.encode(plain, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
