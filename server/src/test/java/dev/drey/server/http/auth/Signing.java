package dev.drey.server.http.auth;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests as the SDK for Java signs them. */
public record Signing(
    Instant at,
    URI endpoint,
    String target,
    String keyId,
    String secret,
    Optional<String> token,
    String region,
    String service,
    String query,
    Map<String, List<String>> more,
    boolean payloadSigned) {

  public Signing(Instant at) {
    this(
        at,
        URI.create("http://127.0.0.1:4747"),
        "KinesisAnalytics_20180523.ListApplications",
        "AKIDEXAMPLE",
        "secret/of+this=key",
        Optional.empty(),
        "us-east-1",
        "kinesisanalytics",
        "",
        Map.of(),
        true);
  }

  /** A request that was signed. */
  public record Signed(String query, Map<String, List<String>> headers, String body) {
    public RequestHead head() {
      return new RequestHead("POST", "/", query, headers, InetAddress.getLoopbackAddress());
    }

    Signed with(String header, String value) {
      Map<String, List<String>> changed = new HashMap<>(headers);
      changed.put(header, List.of(value));
      return new Signed(query, changed, body);
    }

    Signed without(String header) {
      Map<String, List<String>> changed = new HashMap<>(headers);
      changed.remove(header);
      return new Signed(query, changed, body);
    }

    Signed withBody(String other) {
      return new Signed(query, headers, other);
    }

    Signed withQuery(String other) {
      return new Signed(other, headers, body);
    }
  }

  public Signing to(URI other) {
    return new Signing(
        at, other, target, keyId, secret, token, region, service, query, more, payloadSigned);
  }

  public Signing target(String other) {
    return new Signing(
        at, endpoint, other, keyId, secret, token, region, service, query, more, payloadSigned);
  }

  public Signing key(String otherId, String otherSecret) {
    return new Signing(
        at,
        endpoint,
        target,
        otherId,
        otherSecret,
        token,
        region,
        service,
        query,
        more,
        payloadSigned);
  }

  Signing token(String its) {
    return new Signing(
        at,
        endpoint,
        target,
        keyId,
        secret,
        Optional.of(its),
        region,
        service,
        query,
        more,
        payloadSigned);
  }

  Signing region(String other) {
    return new Signing(
        at, endpoint, target, keyId, secret, token, other, service, query, more, payloadSigned);
  }

  Signing service(String other) {
    return new Signing(
        at, endpoint, target, keyId, secret, token, region, other, query, more, payloadSigned);
  }

  Signing query(String other) {
    return new Signing(
        at, endpoint, target, keyId, secret, token, region, service, other, more, payloadSigned);
  }

  Signing header(String name, String... values) {
    return new Signing(
        at,
        endpoint,
        target,
        keyId,
        secret,
        token,
        region,
        service,
        query,
        Map.of(name, List.of(values)),
        payloadSigned);
  }

  /** The SDK leaves a payload unsigned only where the connection is encrypted. */
  Signing unsignedPayload() {
    return new Signing(
        at,
        URI.create("https://" + endpoint.getAuthority()),
        target,
        keyId,
        secret,
        token,
        region,
        service,
        query,
        more,
        false);
  }

  public Signed signed(String body) {
    return signed(body.getBytes(StandardCharsets.UTF_8));
  }

  public Signed signed(byte[] body) {
    var plain =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(endpoint + "/" + (query.isEmpty() ? "" : "?" + query)))
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", target);
    more.forEach(plain::putHeader);
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                it ->
                    it.identity(identity())
                        .request(plain.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, payloadSigned)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
    Map<String, List<String>> headers = new HashMap<>();
    signed
        .request()
        .headers()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return new Signed(query, headers, new String(body, StandardCharsets.UTF_8));
  }

  private AwsCredentialsIdentity identity() {
    return token
        .<AwsCredentialsIdentity>map(
            its -> AwsSessionCredentialsIdentity.create(keyId, secret, its))
        .orElseGet(() -> AwsCredentialsIdentity.create(keyId, secret));
  }
}
