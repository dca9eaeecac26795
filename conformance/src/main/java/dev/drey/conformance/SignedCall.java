package dev.drey.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Calls operations that the SDK has no methods for yet: the same protocol, signed by the SDK's
 * signer.
 */
public final class SignedCall {
  private static final String API = "KinesisAnalytics_20180523.";

  /** What Java's client sets by itself. */
  private static final Set<String> RESTRICTED = Set.of("host", "content-length");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;
  private final Signature signature;

  private SignedCall(URI endpoint, Signature signature) {
    this.endpoint = endpoint;
    this.signature = signature;
  }

  /** How it is signed; without credentials not at all. */
  private record Signature(
      Optional<AwsCredentials> credentials, String region, String service, Clock clock) {
    SdkHttpRequest of(SdkHttpFullRequest request, byte[] body) {
      if (credentials.isEmpty()) {
        return request;
      }
      return AwsV4HttpSigner.create()
          .sign(
              it ->
                  it.identity(credentials.get())
                      .request(request)
                      .payload(() -> new ByteArrayInputStream(body))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(HttpSigner.SIGNING_CLOCK, clock))
          .request();
    }
  }

  /**
   * Calls an endpoint.
   *
   * @param file of AWS credentials; without it anything signs
   */
  public static SignedCall at(URI endpoint, String region, Optional<Path> file) {
    AwsCredentialsProvider provider =
        file.<AwsCredentialsProvider>map(SignedCall::profile)
            .orElseGet(
                () ->
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("conformance", "conformance")));
    return new SignedCall(
        endpoint,
        new Signature(
            Optional.of(provider.resolveCredentials()),
            region,
            "kinesisanalytics",
            Clock.systemUTC()));
  }

  SignedCall unsigned() {
    return with(Optional.empty(), signature.service(), signature.clock());
  }

  /** The same by somebody else. */
  SignedCall as(String keyId, String secret) {
    return with(
        Optional.of(AwsBasicCredentials.create(keyId, secret)),
        signature.service(),
        signature.clock());
  }

  /** The same by who knows the key, and not its secret. */
  SignedCall withSecret(String secret) {
    return as(signature.credentials().orElseThrow().accessKeyId(), secret);
  }

  /** The same by somebody whose clock is another. */
  SignedCall at(Clock clock) {
    return with(signature.credentials(), signature.service(), clock);
  }

  /** The same, signed as a call of another service. */
  SignedCall scopedTo(String service) {
    return with(signature.credentials(), service, signature.clock());
  }

  private SignedCall with(Optional<AwsCredentials> credentials, String service, Clock clock) {
    return new SignedCall(endpoint, new Signature(credentials, signature.region(), service, clock));
  }

  private static AwsCredentialsProvider profile(Path file) {
    ProfileFile profiles =
        ProfileFile.builder().content(file).type(ProfileFile.Type.CREDENTIALS).build();
    return ProfileCredentialsProvider.builder()
        .profileFile(profiles)
        .profileName("default")
        .build();
  }

  /**
   * What came back.
   *
   * @param error the type of the refusal; absent where there is none
   */
  public record Answer(Optional<String> error, JsonNode body) {
    public String text(String... path) {
      return body.field(path[0])
          .map(
              node -> {
                JsonNode at = node;
                for (int i = 1; i < path.length; i++) {
                  at = at.field(path[i]).orElseThrow();
                }
                return at.isString() || at.isNumber() ? at.text() : at.toString();
              })
          .orElse("");
    }

    /** The answer to a call that should work. */
    public Answer granted() {
      if (error.isPresent()) {
        throw new AssertionError("refused: " + error.get() + ": " + body);
      }
      return this;
    }
  }

  /** Calls an operation of the service with a request in single quotes, to be readable. */
  public Answer call(String operation, String request) {
    return ask(API + operation, request);
  }

  /** The same for any target. */
  public Answer ask(String target, String request) {
    byte[] body = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    try {
      HttpResponse<String> answer =
          http.send(signed(target, body), HttpResponse.BodyHandlers.ofString());
      JsonNode told = JsonNode.parser().parse(answer.body());
      return new Answer(
          answer.statusCode() == 200
              ? Optional.empty()
              : told.field("__type").map(type -> type.text().replaceFirst(".*#", "")),
          told);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + target + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private HttpRequest signed(String target, byte[] body) {
    SdkHttpFullRequest plain =
        SdkHttpFullRequest.builder()
            .uri(URI.create(endpoint.toString().replaceFirst("/?$", "/")))
            .method(SdkHttpMethod.POST)
            .putHeader("content-type", "application/x-amz-json-1.1")
            .putHeader("x-amz-target", target)
            .build();
    SdkHttpRequest signed = signature.of(plain, body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(signed.getUri()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed.forEachHeader(
        (name, values) -> {
          if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }
}
