package dev.drey.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.server.http.Answer;
import dev.drey.server.http.Api;
import dev.drey.server.http.ApiEdge;
import dev.drey.server.http.HttpServer;
import dev.drey.server.http.Listen;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A sample of the requests of {@link ContractTest}, as clients see their answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractOverHttpTest {
  private static final int EVERY = 5;
  private static final Contract CONTRACT = Contract.kinesisAnalytics();

  private static HttpServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    Map<String, Answer> answers =
        CONTRACT.operationNames().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), name -> request -> JsonNodeFactory.instance.objectNode()));
    server =
        new HttpServer(
            new Listen("127.0.0.1", 0),
            List.of(new ApiEdge(List.of(new Api(CONTRACT, answers)))::routes));
    server.start();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> requests_are_held_to_the_contract() {
    return CONTRACT.operationNames().stream().map(name -> dynamicTest(name, () -> holds(name)));
  }

  private static void holds(String operation) throws Exception {
    List<Requests.Case> cases = Requests.of(CONTRACT.operation(operation).orElseThrow().input());
    for (int i = 0; i < cases.size(); i += EVERY) {
      Requests.Case one = cases.get(i);
      HttpResponse<String> answer = ask(operation, one.request());
      if (one.refusal().isEmpty()) {
        assertThat(answer.statusCode()).as(one.request().toString()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
      } else {
        isRefused(answer, one.refusal().get());
      }
    }
  }

  private static void isRefused(HttpResponse<String> answer, Requests.Refusal refusal)
      throws Exception {
    JsonNode fault = new ObjectMapper().readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-amz-json-1.1");
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).hasValue(refusal.type());
    assertThat(fault.fieldNames()).toIterable().containsExactly("__type", "message");
    assertThat(fault.get("__type").textValue()).isEqualTo(refusal.type());
    assertThat(fault.get("message").textValue()).contains(refusal.says());
  }

  private static HttpResponse<String> ask(String operation, JsonNode request) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
            .header("X-Amz-Target", CONTRACT.target() + "." + operation)
            .POST(BodyPublishers.ofString(request.toString()))
            .build(),
        BodyHandlers.ofString());
  }
}
