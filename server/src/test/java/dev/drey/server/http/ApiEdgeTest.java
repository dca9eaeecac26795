package dev.drey.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.wire.Contract;
import dev.drey.server.wire.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiEdgeTest {
  @TempDir private static Path folder;

  private static final String TARGET = "KinesisAnalytics_20180523.";
  private static HttpServer server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    var api =
        new Api(
            Contract.kinesisAnalytics(),
            Map.of(
                "ListApplications",
                    request -> JsonNodeFactory.instance.objectNode().set("Asked", request),
                "CreateApplication", ApiEdgeTest::sizeOfZip,
                "DescribeApplication", ApiEdgeTest::notFound,
                "StartApplication", ApiEdgeTest::breaks));
    server =
        new HttpServer(
            new Listen("127.0.0.1", 0),
            List.of(Edges.open(folder, api, new Api(Contract.drey(), Map.of()))::routes));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode sizeOfZip(ObjectNode request) {
    JsonNode zip =
        request.at(
            "/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent/ZipFileContent");
    try {
      return JsonNodeFactory.instance.objectNode().put("Size", zip.binaryValue().length);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode notFound(ObjectNode request) {
    throw Fault.of("ResourceNotFoundException", "no " + request.get("ApplicationName").asText());
  }

  private static JsonNode breaks(ObjectNode request) {
    throw new IllegalStateException("the password is hunter2");
  }

  @Test
  void an_answer_is_of_the_type_that_clients_expect() throws Exception {
    HttpResponse<String> answer = send(TARGET + "ListApplications", "{\"Limit\":5}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"Asked\":{\"Limit\":5}}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-amz-json-1.1");
    assertThat(answer.headers().firstValue("x-amzn-RequestId").orElseThrow())
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void a_fault_has_its_type_in_the_body_and_in_a_header() throws Exception {
    HttpResponse<String> answer =
        send(TARGET + "DescribeApplication", "{\"ApplicationName\":\"clicks\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"__type\":\"ResourceNotFoundException\",\"message\":\"no clicks\"}");
    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("ResourceNotFoundException");
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  @Test
  void our_own_error_is_told_by_its_request_id_alone() throws Exception {
    HttpResponse<String> answer =
        send(TARGET + "StartApplication", "{\"ApplicationName\":\"clicks\"}");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("InternalFailure")
        .contains(answer.headers().firstValue("x-amzn-RequestId").orElseThrow())
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                          | UnknownOperationException     | X-Amz-Target is missing",
        "ListApplications                          | UnknownOperationException     | No API is known",
        "DynamoDB_20120810.ListTables              | UnknownOperationException     | KinesisAnalytics_20180523",
        "KinesisAnalytics_20180523.                | UnknownOperationException     | no operation",
        "KinesisAnalytics_20180523.DropApplication | UnknownOperationException     | no operation DropApplication",
        "Drey_20261122.DropApplication             | UnknownOperationException     | no operation DropApplication",
        "KinesisAnalytics_20150814.ListApplications| UnsupportedOperationException | kinesisanalyticsv2",
        "KinesisAnalytics_20180523.DiscoverInputSchema | ValidationException       | serviceExecutionRole",
        "KinesisAnalytics_20180523.ListSnapshots   | UnsupportedOperationException | ListSnapshots",
      })
  void what_cannot_be_done_says_so(String target, String type, String message) throws Exception {
    HttpResponse<String> answer = send(target == null ? "" : target, "{}");

    JsonNode fault = new ObjectMapper().readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(fault.get("__type").asText()).isEqualTo(type);
    assertThat(fault.get("message").asText()).contains(message);
  }

  @Test
  void every_operation_without_an_answer_refuses_with_an_error_that_it_models() {
    Contract contract = Contract.kinesisAnalytics();
    for (String name : contract.operationNames()) {
      var operation = contract.operation(name).orElseThrow();

      Fault fault = NoLonger.fault(operation);

      assertThat(fault).hasMessageStartingWith(name + " ");
      if (!operation.errors().isEmpty() && !name.equals("ListTagsForResource")) {
        assertThat(operation.errors()).contains(fault.type());
      }
    }
  }

  @Test
  void an_inline_zip_may_have_50_MiB() throws Exception {
    HttpResponse<String> answer = send(TARGET + "CreateApplication", create(50 << 20));

    assertThat(answer.body()).isEqualTo("{\"Size\":52428800}");
  }

  @Test
  void an_inline_zip_may_not_have_more() throws Exception {
    HttpResponse<String> answer = send(TARGET + "CreateApplication", create((50 << 20) + 1));

    assertThat(answer.body())
        .contains("ValidationException")
        .contains("less than or equal to 52428800");
  }

  @Test
  void a_body_that_is_too_long_is_refused_with_the_way_out() throws Exception {
    HttpResponse<String> answer =
        send(
            TARGET + "CreateApplication", BodyPublishers.fromPublisher(spaces(85 << 20), 85 << 20));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body())
        .contains("RequestEntityTooLargeException")
        .contains("S3ContentLocation");
  }

  @Test
  void a_body_of_unknown_length_is_bounded_too() throws Exception {
    HttpResponse<String> answer = send(TARGET + "ListApplications", spaces(3 << 20));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("longer than 1 MiB");
  }

  @Test
  void a_browser_is_told_what_this_is() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/");

    String page =
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();

    assertThat(page).contains("--endpoint-url http://127.0.0.1:" + server.port());
  }

  @Test
  void a_port_that_is_taken_is_named_with_the_way_out() {
    try (var second = new HttpServer(new Listen("127.0.0.1", server.port()), List.of())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(CannotListen.class)
          .hasMessageContaining(String.valueOf(server.port()))
          .hasMessageContaining("--port");
    }
  }

  private static BodyPublisher create(int size) {
    String before =
        """
        {"ApplicationName": "clicks", "RuntimeEnvironment": "FLINK-1_20", "ServiceExecutionRole": "arn:aws:iam::1:role/r",
         "ApplicationConfiguration": {"ApplicationCodeConfiguration": {"CodeContentType": "ZIPFILE",
           "CodeContent": {"ZipFileContent": "\
        """;
    return BodyPublishers.ofByteArrays(
        List.of(
            before.getBytes(StandardCharsets.UTF_8),
            Base64.getEncoder().encode(new byte[size]),
            "\"}}}}".getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> send(String target, String body)
      throws IOException, InterruptedException {
    return send(target, BodyPublishers.ofString(body));
  }

  /** The content type is not the right one, and nobody minds. */
  private HttpResponse<String> send(String target, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
            .header("Content-Type", "text/plain")
            .POST(body);
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static BodyPublisher spaces(int count) {
    return BodyPublishers.ofInputStream(
        () ->
            new InputStream() {
              private int left = count;

              @Override
              public int read() {
                return left-- > 0 ? ' ' : -1;
              }

              @Override
              public int read(byte[] into, int offset, int length) {
                int some = Math.min(left, length);
                Arrays.fill(into, offset, offset + some, (byte) ' ');
                left -= some;
                return some == 0 ? -1 : some;
              }
            });
  }
}
