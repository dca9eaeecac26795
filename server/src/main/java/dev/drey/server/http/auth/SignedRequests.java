package dev.drey.server.http.auth;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Believes who signs with a key that is known, by AWS Signature Version 4 in the header {@code
 * Authorization}.
 *
 * <p>Everything but the signature itself is looked at before the body is read, so that strangers
 * cost little. The body's hash is always computed here, whatever {@code x-amz-content-sha256} says:
 * an unsigned payload is a wrong one.
 */
public final class SignedRequests implements Authentication {
  private static final String TOKEN = "x-amz-security-token";

  /** What a change of would make another request of it. */
  private static final List<String> ALWAYS_SIGNED = List.of("host", "x-amz-target", TOKEN);

  private final AccessKeys keys;
  private final String region;
  private final Clock clock;

  /** The last one of each key: it holds for a day. */
  private final Map<String, Derived> derived = new ConcurrentHashMap<>();

  private record Derived(Scope scope, String secret, SigningKey key) {}

  public SignedRequests(AccessKeys keys, String region, Clock clock) {
    this.keys = keys;
    this.region = region;
    this.clock = clock;
  }

  @Override
  public Claim claim(RequestHead head, String service) {
    Authorization authorization = Authorization.of(head);
    AccessKey key = keys.find(authorization.keyId()).orElseThrow(Distrust::unknown);
    if (!key.token().equals(head.header(TOKEN))) {
      throw Distrust.unknown();
    }
    if (key.isExpired(clock.instant())) {
      throw Distrust.expired();
    }
    authorization.scope().check(region, service, authorization.time());
    authorization.time().check(clock.instant());
    for (String name : ALWAYS_SIGNED) {
      if (head.headers().containsKey(name) && !authorization.signedHeaders().contains(name)) {
        throw Distrust.invalid(
            "'%s' must be a 'SignedHeader' in the AWS Authorization.".formatted(shown(name)));
      }
    }
    return bodyHash -> {
      if (!Hashes.equal(signature(key, authorization, head, bodyHash), authorization.signature())) {
        throw Distrust.mismatch();
      }
      return key.owner();
    };
  }

  private static String shown(String header) {
    return header.equals("host") ? "Host' or ':authority" : header;
  }

  private String signature(
      AccessKey key, Authorization authorization, RequestHead head, String bodyHash) {
    String canonical = CanonicalRequest.of(head, authorization.signedHeaders(), bodyHash);
    String toSign =
        String.join(
            "\n",
            Authorization.ALGORITHM,
            authorization.time().toString(),
            authorization.scope().toString(),
            Hashes.sha256(canonical));
    return HexFormat.of().formatHex(signingKey(key, authorization.scope()).sign(toSign));
  }

  private SigningKey signingKey(AccessKey key, Scope scope) {
    Derived last = derived.get(key.owner().keyId());
    if (last == null || !last.scope().equals(scope) || !last.secret().equals(key.secret())) {
      last = new Derived(scope, key.secret(), SigningKey.of(key.secret(), scope));
      derived.put(key.owner().keyId(), last);
    }
    return last.key();
  }

  @Override
  public Optional<Principal> unsigned(RequestHead head) {
    return Optional.empty();
  }
}
