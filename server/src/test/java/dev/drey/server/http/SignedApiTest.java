package dev.drey.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.server.http.auth.Signing;
import dev.drey.server.wire.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed requests over a real connection: who is let in, to what, and what is kept of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedApiTest {
  private static final String V2 = "KinesisAnalytics_20180523.";
  private static final String ARN = "arn:aws:kinesisanalytics:us-east-1:000000000000:application/";

  /** Set by the HTTP client itself. */
  private static final Set<String> CLIENTS_OWN = Set.of("host", "content-length");

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> answered = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    var service = new Api(Contract.kinesisAnalytics(), this::answers);
    var drey = new Api(Contract.drey(), Map.of("ShutDown", request -> reached("ShutDown")));
    server =
        new HttpServer(
            new Listen("127.0.0.1", 0),
            List.of(
                Edges.signed(folder, Clock.systemUTC(), Patience.USUAL, service, drey)::routes));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, Answer> answers(Caller caller) {
    Map<String, Answer> answers = new HashMap<>();
    for (String name : Contract.kinesisAnalytics().operationNames()) {
      answers.put(name, request -> reached(name + " in " + caller.principal().account()));
    }
    answers.put(
        "StopApplication",
        request -> {
          throw new Refused(Reason.IN_USE, "it is READY");
        });
    answers.put(
        "CreateApplicationPresignedUrl",
        request ->
            JsonNodeFactory.instance
                .objectNode()
                .put("AuthorizedUrl", caller.endpoint() + "/?authToken=hunter2"));
    return answers;
  }

  private JsonNode reached(String what) {
    answered.add(what);
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void a_signed_request_is_answered_in_its_account() throws Exception {
    assertThat(send(as("AKIDEXAMPLE").target(V2 + "ListApplications"), "{}").statusCode())
        .isEqualTo(200);
    assertThat(send(as("AKIDOTHER").target(V2 + "ListApplications"), "{}").statusCode())
        .isEqualTo(200);

    assertThat(answered)
        .containsExactly("ListApplications in 000000000000", "ListApplications in 111122223333");
  }

  @Test
  void an_unsigned_one_is_not_and_neither_is_one_of_ours() throws Exception {
    for (String target : List.of(V2 + "ListApplications", "Drey_20261122.ShutDown")) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address())
                  .header("X-Amz-Target", target)
                  .POST(BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
          .hasValue("MissingAuthenticationTokenException");
      assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    }
    assertThat(answered).isEmpty();
  }

  @Test
  void a_body_is_believed_before_it_is_looked_at() throws Exception {
    HttpResponse<String> answer =
        send(as("AKIDEXAMPLE", "guessed").target(V2 + "CreateApplication"), "not JSON");

    assertThat(type(answer)).isEqualTo("InvalidSignatureException");
  }

  @Test
  void a_large_body_is_verified_too_and_leaves_nothing_behind() throws Exception {
    String body = create("{'ZipFileContent':'%s'}".formatted(zip(3 << 20)));

    assertThat(send(as("AKIDEXAMPLE").target(V2 + "CreateApplication"), body).statusCode())
        .isEqualTo(200);
    assertThat(type(send(as("AKIDEXAMPLE", "guessed").target(V2 + "CreateApplication"), body)))
        .isEqualTo("InvalidSignatureException");
    assertThat(type(send(as("AKIDUNKNOWN").target(V2 + "CreateApplication"), body)))
        .isEqualTo("UnrecognizedClientException");
    assertThat(folder.resolve("received")).isEmptyDirectory();
  }

  @Test
  void a_read_only_key_reads() throws Exception {
    for (String name : Contract.kinesisAnalytics().operationNames()) {
      boolean reads =
          name.matches(
              "(Describe|List|Discover|Get|Filter|Explain).*|CreateApplicationPresignedUrl");
      HttpResponse<String> answer =
          send(as("AKIDREADER").target(V2 + name), "{\"ApplicationName\":\"clicks\"}");
      if (reads) {
        assertThat(type(answer)).as(name).isNotEqualTo("AccessDeniedException");
      } else {
        assertThat(answer.statusCode()).as(name).isEqualTo(400);
      }
    }

    assertThat(answered).allMatch(what -> what.matches("(Describe|List).*"));
  }

  @Test
  void what_it_may_not_do_is_told_in_the_words_of_IAM() throws Exception {
    HttpResponse<String> start =
        send(as("AKIDREADER").target(V2 + "StartApplication"), "{\"ApplicationName\":\"clicks\"}");
    HttpResponse<String> tag =
        send(
            as("AKIDREADER").target(V2 + "UntagResource"),
            "{\"ResourceARN\":\"" + ARN + "clicks\",\"TagKeys\":[\"k\"]}");
    HttpResponse<String> shutDown = send(as("AKIDREADER").target("Drey_20261122.ShutDown"), "{}");

    assertThat(start.statusCode()).isEqualTo(400);
    assertThat(type(start)).isEqualTo("AccessDeniedException");
    assertThat(message(start))
        .isEqualTo(
            "User: arn:aws:iam::000000000000:user/reader is not authorized to perform: "
                + "kinesisanalytics:StartApplication on resource: "
                + ARN
                + "clicks because no identity-based policy allows the kinesisanalytics:StartApplication action");
    assertThat(message(tag))
        .contains("kinesisanalytics:UntagResource on resource: " + ARN + "clicks ");
    assertThat(message(shutDown)).contains("drey:ShutDown on resource: * ");
    assertThat(answered).isEmpty();
  }

  @Test
  void every_change_is_kept_with_who_and_how_it_went() throws Exception {
    HttpResponse<String> started =
        send(as("AKIDOTHER").target(V2 + "StartApplication"), "{\"ApplicationName\":\"clicks\"}");
    send(
        as("AKIDEXAMPLE").target(V2 + "StopApplication"),
        "{\"ApplicationName\":\"clicks\",\"Force\":true}");
    send(as("AKIDREADER").target(V2 + "StartApplication"), "{\"ApplicationName\":\"clicks\"}");
    send(as("AKIDEXAMPLE").target(V2 + "StartApplication"), "{\"ApplicationName\":\"no name\"}");
    send(as("AKIDEXAMPLE").target("Drey_20261122.ShutDown"), "{}");
    send(as("AKIDEXAMPLE").target(V2 + "DescribeApplication"), "{\"ApplicationName\":\"clicks\"}");
    send(as("AKIDEXAMPLE", "guessed").target(V2 + "StartApplication"), "{}");

    List<JsonNode> kept = kept();
    assertThat(kept)
        .extracting(line -> line.path("operation").asText().replaceAll(".*\\.", ""))
        .containsExactly(
            "StartApplication",
            "StopApplication",
            "StartApplication",
            "StartApplication",
            "ShutDown");
    assertThat(kept)
        .extracting(line -> line.path("outcome").asText())
        .containsExactly(
            "OK", "ResourceInUseException", "AccessDeniedException", "ValidationException", "OK");
    assertThat(kept.get(0).path("account").asText()).isEqualTo("111122223333");
    assertThat(kept.get(0).path("key").asText()).isEqualTo("AKIDOTHER");
    assertThat(kept.get(0).path("name").asText()).isEqualTo("other");
    assertThat(kept.get(0).path("from").asText()).isEqualTo("127.0.0.1");
    assertThat(kept.get(0).path("requestId").asText())
        .isEqualTo(started.headers().firstValue("x-amzn-RequestId").orElseThrow());
    assertThat(Instant.parse(kept.get(0).path("time").asText())).isBefore(Instant.now());
    assertThat(kept.get(1).at("/request/Force").asBoolean()).isTrue();
    assertThat(kept.get(1).at("/request/ApplicationName").asText()).isEqualTo("clicks");
  }

  @Test
  void nothing_that_may_be_secret_is_kept() throws Exception {
    String property =
        "'EnvironmentProperties':{'PropertyGroups':[{'PropertyGroupId':'hunter2-group','PropertyMap':{'hunter2-key':'hunter2-value'}}]}";
    String tags = "'Tags':[{'Key':'owner','Value':'hunter2-tag'}]";
    send(
        as("AKIDEXAMPLE").target(V2 + "CreateApplication"),
        create("{'ZipFileContent':'%s'}".formatted(zip(100)))
            .replace(
                "\"ApplicationConfiguration\":{",
                "\"ApplicationConfiguration\":{" + quoted(property) + ",")
            .replace(
                "{\"ApplicationName\"",
                "{"
                    + quoted(tags)
                    + ",\"ApplicationDescription\":\"hunter2-text\",\"ApplicationName\""));
    send(
        as("AKIDEXAMPLE").target(V2 + "UpdateApplication"),
        quoted(
            "{'ApplicationName':'clicks','ApplicationConfigurationUpdate':{'EnvironmentPropertyUpdates':"
                + "{'PropertyGroups':[{'PropertyGroupId':'g','PropertyMap':{'k':'hunter2'}}]}}}"));
    send(
        as("AKIDEXAMPLE").target(V2 + "TagResource"),
        quoted("{'ResourceARN':'" + ARN + "clicks'," + tags + "}"));
    send(
        as("AKIDEXAMPLE").target(V2 + "CreateApplicationPresignedUrl"),
        quoted("{'ApplicationName':'clicks','UrlType':'FLINK_DASHBOARD_URL'}"));

    String trail = Files.readString(folder.resolve("audit.jsonl"));
    assertThat(kept()).hasSize(4).allMatch(line -> line.path("outcome").asText().equals("OK"));
    assertThat(kept().get(2).at("/request/TagKeys/0").asText()).isEqualTo("owner");
    assertThat(kept().get(0).at("/request/TagKeys/0").asText()).isEqualTo("owner");
    assertThat(trail)
        .doesNotContain("hunter2")
        .doesNotContain("PK")
        .doesNotContain(Edges.SECRET)
        .doesNotContain("Signature=");
  }

  private static String create(String content) {
    return quoted(
        "{'ApplicationName':'clicks','RuntimeEnvironment':'FLINK-1_20','ServiceExecutionRole':'arn:aws:iam::1:role/r',"
            + "'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'ZIPFILE','CodeContent':"
            + content
            + "}}}");
  }

  private static String zip(int size) {
    return Base64.getEncoder().encodeToString(new byte[size]);
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private List<JsonNode> kept() throws IOException {
    List<JsonNode> kept = new CopyOnWriteArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("audit.jsonl"))) {
      kept.add(new ObjectMapper().readTree(line));
    }
    return kept;
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private Signing as(String keyId) {
    return as(keyId, Edges.SECRET);
  }

  private Signing as(String keyId, String secret) {
    return new Signing(Instant.now()).to(address()).key(keyId, secret);
  }

  private HttpResponse<String> send(Signing signing, String body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address()).POST(BodyPublishers.ofString(body));
    signing
        .signed(body)
        .headers()
        .forEach(
            (name, values) -> {
              if (!CLIENTS_OWN.contains(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String type(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body()).path("__type").asText();
  }

  private static String message(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body()).path("message").asText();
  }
}
