package dev.drey.server.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drey.core.control.HeldClock;
import dev.drey.server.http.auth.Signing.Signed;
import dev.drey.server.wire.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The SDK's own signer signs, and so did boto3 and the SDK for JavaScript once, by the same key at
 * the same time.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedRequestsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String BODY = "{\"Limit\":5}";

  @TempDir private Path folder;

  private final HeldClock clock = new HeldClock();
  private final Signing signing = new Signing(NOON);
  private AccessKeys keys;
  private SignedRequests requests;

  @BeforeEach
  void keys() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("credentials"),
            """
            [default]
            aws_access_key_id = AKIDEXAMPLE
            aws_secret_access_key = secret/of+this=key
            [session]
            aws_access_key_id = ASIAEXAMPLE
            aws_secret_access_key = secret/of+this=key
            aws_session_token = to/ken+1==
            drey_account = 111122223333
            drey_role = read-only
            [over]
            aws_access_key_id = ASIAOVER
            aws_secret_access_key = secret/of+this=key
            drey_expires = 2026-11-22T12:00:00Z
            """);
    keys = AccessKeys.of(file, "000000000000");
    requests = new SignedRequests(keys, "us-east-1", clock);
  }

  @Test
  void what_the_SDK_signs_is_believed() {
    assertThat(believed(signing.signed(BODY)))
        .isEqualTo(new Principal("AKIDEXAMPLE", "default", "000000000000", Role.ADMIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=b",
        "b=2&a=1&a=0",
        "flag",
        "empty=",
        "x=%2F%20%7E%2A%C3%A4",
        "plus=1%2B1",
        "Upper=1&lower=2"
      })
  void a_query_is_part_of_what_was_signed(String query) {
    Signed signed = signing.query(query).signed(BODY);

    assertThat(believed(signed).keyId()).isEqualTo("AKIDEXAMPLE");
    refused("InvalidSignatureException", signed.withQuery(query + "&more=1"));
  }

  @Test
  void spaces_within_a_header_count_once() {
    Signed signed = signing.header("x-amz-note", "  two   words ").signed(BODY);

    assertThat(believed(signed).keyId()).isEqualTo("AKIDEXAMPLE");
  }

  @Test
  void a_header_that_came_twice_was_signed_twice() {
    Signed signed = signing.header("x-amz-note", "one", "two").signed(BODY);

    assertThat(believed(signed).keyId()).isEqualTo("AKIDEXAMPLE");
    refused("InvalidSignatureException", signed.with("x-amz-note", "one"));
  }

  @Test
  void boto3_signs_fewer_headers_and_no_hash_of_the_body() {
    var recorded =
        new Signed(
            "",
            Map.of(
                "host", List.of("127.0.0.1:4747"),
                "x-amz-target", List.of("KinesisAnalytics_20180523.ListApplications"),
                "content-type", List.of("application/x-amz-json-1.1"),
                "content-length", List.of("12"),
                "x-amz-date", List.of("20261122T120000Z"),
                "amz-sdk-invocation-id", List.of("4eadc748-a0ce-439f-9981-91bf7c13a988"),
                "authorization",
                    List.of(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/kinesisanalytics/aws4_request,"
                            + " SignedHeaders=content-type;host;x-amz-date;x-amz-target,"
                            + " Signature=2b178e6aef5df7c9135eb1d271d6ca04f0affd378884a6daa799fa0660e3317c")),
            "{\"Limit\": 5}");

    assertThat(believed(recorded).keyId()).isEqualTo("AKIDEXAMPLE");
    assertThat(believed(recorded.with("authorization", auth(recorded).replace(", ", ","))).keyId())
        .isEqualTo("AKIDEXAMPLE");
    refused("InvalidSignatureException", recorded.withBody("{\"Limit\": 6}"));
  }

  @Test
  void the_SDK_for_JavaScript_signs_its_own_agent_and_a_token() throws IOException {
    var recorded =
        new Signed(
            "",
            Map.ofEntries(
                Map.entry("host", List.of("127.0.0.1:4747")),
                Map.entry("x-amz-target", List.of("KinesisAnalytics_20180523.ListApplications")),
                Map.entry("content-type", List.of("application/x-amz-json-1.1")),
                Map.entry("content-length", List.of("11")),
                Map.entry("x-amz-user-agent", List.of("aws-sdk-js/3.1111.0")),
                Map.entry("amz-sdk-invocation-id", List.of("72c87b20-ff72-411b-8377-aaf5988715da")),
                Map.entry("amz-sdk-request", List.of("attempt=1; max=3")),
                Map.entry("x-amz-date", List.of("20261122T120000Z")),
                Map.entry("x-amz-security-token", List.of("to/ken+1==")),
                Map.entry(
                    "x-amz-content-sha256",
                    List.of("1dd92f0d0f6e082c84a6472a0975083e33c9a095b75b9ad8f8ed9bde2482b5ef")),
                Map.entry(
                    "authorization",
                    List.of(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/kinesisanalytics/aws4_request,"
                            + " SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;"
                            + "x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target;x-amz-user-agent,"
                            + " Signature=7fc24cd2fbafea26ded3ba57fafb4a55518c39baa0f66e472c513d6a652ed9a5"))),
            BODY);
    Path file =
        Files.writeString(
            folder.resolve("with-token"),
            """
            [default]
            aws_access_key_id = AKIDEXAMPLE
            aws_secret_access_key = secret/of+this=key
            aws_session_token = to/ken+1==
            """);
    requests = new SignedRequests(AccessKeys.of(file, "000000000000"), "us-east-1", clock);

    assertThat(believed(recorded).keyId()).isEqualTo("AKIDEXAMPLE");
    refused("InvalidSignatureException", recorded.with("x-amz-user-agent", "somebody else"));
  }

  @Test
  void a_session_token_comes_with_the_key_that_has_it() {
    Signing session = signing.key("ASIAEXAMPLE", "secret/of+this=key");

    assertThat(believed(session.token("to/ken+1==").signed(BODY)))
        .isEqualTo(new Principal("ASIAEXAMPLE", "session", "111122223333", Role.READ_ONLY));
    refused("UnrecognizedClientException", session.token("another").signed(BODY));
    refused("UnrecognizedClientException", session.signed(BODY));
    refused("UnrecognizedClientException", signing.token("to/ken+1==").signed(BODY));
  }

  @Test
  void a_token_that_was_not_signed_is_not_taken() {
    Signed signed =
        signing.key("ASIAEXAMPLE", "secret/of+this=key").token("to/ken+1==").signed(BODY);

    Fault fault =
        refused(
            "InvalidSignatureException",
            signed.with("authorization", auth(signed).replace("x-amz-security-token;", "")));

    assertThat(fault)
        .hasMessage("'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.");
  }

  @Test
  void a_key_has_its_day() {
    Fault fault =
        refused(
            "ExpiredTokenException", signing.key("ASIAOVER", "secret/of+this=key").signed(BODY));

    assertThat(fault).hasMessage("The security token included in the request is expired");
  }

  @Test
  void another_body_or_target_or_host_was_not_signed() {
    Signed signed = signing.signed(BODY);

    Fault fault = refused("InvalidSignatureException", signed.withBody("{\"Limit\":50}"));
    assertThat(fault)
        .hasMessageStartingWith(
            "The request signature we calculated does not match the signature you provided.");
    refused(
        "InvalidSignatureException",
        signed.with("x-amz-target", "KinesisAnalytics_20180523.DeleteApplication"));
    refused("InvalidSignatureException", signed.with("host", "elsewhere:4747"));
    refused("InvalidSignatureException", signed.with("x-amz-date", "20261122T120001Z"));
  }

  @Test
  void the_target_has_to_be_signed() {
    Signed signed = signing.signed(BODY);

    Fault fault =
        refused(
            "InvalidSignatureException",
            signed.with("authorization", auth(signed).replace(";x-amz-target", "")));

    assertThat(fault)
        .hasMessage("'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.");
  }

  @Test
  void headers_on_the_way_that_nobody_signed_do_not_matter() {
    assertThat(believed(signing.signed(BODY).with("x-forwarded-for", "10.0.0.1")).keyId())
        .isEqualTo("AKIDEXAMPLE");
  }

  @Test
  void the_body_is_hashed_here_whatever_its_header_says() {
    Signed signed = signing.unsignedPayload().signed(BODY);

    assertThat(signed.headers().get("x-amz-content-sha256")).containsExactly("UNSIGNED-PAYLOAD");
    refused("InvalidSignatureException", signed);
  }

  @Test
  void a_wrong_secret_and_an_unknown_key_are_told_apart() {
    refused("InvalidSignatureException", signing.key("AKIDEXAMPLE", "guessed").signed(BODY));
    Fault fault =
        refused(
            "UnrecognizedClientException",
            signing.key("AKIDUNKNOWN", "secret/of+this=key").signed(BODY));
    assertThat(fault).hasMessage("The security token included in the request is invalid.");
  }

  @Test
  void clocks_may_differ_by_a_quarter_of_an_hour() {
    Signed signed = signing.signed(BODY);

    isNow(NOON.plus(Duration.ofMinutes(15)));
    assertThat(believed(signed).keyId()).isEqualTo("AKIDEXAMPLE");
    isNow(NOON.minus(Duration.ofMinutes(15)));
    assertThat(believed(signed).keyId()).isEqualTo("AKIDEXAMPLE");

    isNow(NOON.plus(Duration.ofSeconds(901)));
    assertThat(refused("InvalidSignatureException", signed))
        .hasMessage(
            "Signature expired: 20261122T120000Z is now earlier than 20261122T120001Z (20261122T121501Z - 15 min.)");
    isNow(NOON.minus(Duration.ofSeconds(901)));
    assertThat(refused("InvalidSignatureException", signed))
        .hasMessage(
            "Signature not yet current: 20261122T120000Z is still later than 20261122T115959Z (20261122T114459Z + 15 min.)");
  }

  @Test
  void it_has_to_be_for_this_service_and_region() {
    assertThat(
            refused(
                "InvalidSignatureException",
                signing.region("eu-west-1").service("kinesis").signed(BODY)))
        .hasMessage(
            "Credential should be scoped to a valid region, not 'eu-west-1'. "
                + "Credential should be scoped to correct service: 'kinesisanalytics'. ");
  }

  @Test
  void the_day_of_the_scope_is_that_of_the_request() {
    Signed signed = signing.signed(BODY);

    assertThat(
            refused(
                "InvalidSignatureException",
                signed.with("authorization", auth(signed).replace("/20261122/", "/20261121/"))))
        .hasMessageContaining("'20261121' != '20261122', from '20261122T120000Z'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic dXNlcjpwYXNz | MissingAuthenticationTokenException | Missing Authentication Token",
        "AWS4-HMAC-SHA1 Credential=x | IncompleteSignatureException | Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'",
        "AWS4-HMAC-SHA256 | IncompleteSignatureException | requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/kinesisanalytics/aws4_request, SignedHeaders=host | IncompleteSignatureException | Authorization header requires 'Signature' parameter. Authorization=",
        "AWS4-HMAC-SHA256 Credential= AKID, Signature | IncompleteSignatureException | 'Signature' not a valid key=value pair (missing equal-sign) in Authorization header",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122, SignedHeaders=host, Signature=00 | IncompleteSignatureException | Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20261122'",
      })
  void what_is_not_whole_is_told_what_it_lacks(String header, String type, String message) {
    Fault fault = refused(type, signing.signed(BODY).with("authorization", header));

    assertThat(fault).hasMessageContaining(message);
    assertThat(fault.status()).isEqualTo(400);
  }

  @Test
  void an_unsigned_request_is_refused() {
    Signed signed = signing.signed(BODY).without("authorization");

    assertThat(refused("MissingAuthenticationTokenException", signed))
        .hasMessage("Missing Authentication Token");
    assertThat(requests.unsigned(signed.head())).isEmpty();
  }

  @Test
  void a_request_says_when_it_was_signed() {
    assertThat(refused("IncompleteSignatureException", signing.signed(BODY).without("x-amz-date")))
        .hasMessageContaining(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    assertThat(
            refused(
                "IncompleteSignatureException", signing.signed(BODY).with("x-amz-date", "at noon")))
        .hasMessageContaining("'basic format'. Got 'at noon'");
  }

  @Test
  void the_common_date_header_will_do() {
    Signed signed = signing.signed(BODY).without("x-amz-date");
    Signed dated = signed.with("date", "Sun, 22 Nov 2026 12:00:00 GMT");

    // what was signed lacks the header, so only the signature is wrong now
    assertThat(refused("InvalidSignatureException", dated)).hasMessageContaining("does not match");
  }

  @Test
  void a_key_that_leaves_the_file_is_no_key_any_more() throws IOException {
    Signed signed = signing.signed(BODY);
    assertThat(believed(signed).keyId()).isEqualTo("AKIDEXAMPLE");

    Files.writeString(
        folder.resolve("credentials"),
        "[new]\naws_access_key_id = AKIDNEW\naws_secret_access_key = other\n");

    refused("UnrecognizedClientException", signed);
    assertThat(believed(signing.key("AKIDNEW", "other").signed(BODY)).name()).isEqualTo("new");
  }

  private void isNow(Instant now) {
    clock.forward(Duration.between(clock.instant(), now));
  }

  private static String auth(Signed signed) {
    return signed.headers().get("authorization").get(0);
  }

  private Principal believed(Signed signed) {
    return requests.claim(signed.head(), "kinesisanalytics").proven(Hashes.sha256(signed.body()));
  }

  private Fault refused(String type, Signed signed) {
    Fault fault = catchThrowableOfType(Fault.class, () -> believed(signed));
    assertThat(Optional.ofNullable(fault).stream().map(Fault::type))
        .as(() -> Stream.ofNullable(fault).map(Fault::getMessage).findFirst().orElse("believed"))
        .containsExactly(type);
    return fault;
  }
}
