package dev.drey.server.http.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.drey.core.control.HeldClock;
import dev.drey.core.metrics.RememberedHistory;
import dev.drey.core.metrics.Series;
import dev.drey.server.http.Api;
import dev.drey.server.http.Edges;
import dev.drey.server.http.HttpServer;
import dev.drey.server.http.Listen;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three protocols of CloudWatch, as they are on the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CloudWatchApiTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String TARGET = "GraniteServiceVersion20100801";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  private static final String SPAN =
      "\"StartTime\": 1795348800, \"EndTime\": 1795349100"; // noon, and five minutes later
  private static final String STAT =
      "{\"Metric\": {\"Namespace\": \"AWS/KinesisAnalytics\", \"MetricName\": \"uptime\","
          + " \"Dimensions\": [{\"Name\": \"Application\", \"Value\": \"clicks\"}]},"
          + " \"Period\": 60, \"Stat\": \"Sum\"}";

  @TempDir private Path folder;

  private final RememberedHistory history = new RememberedHistory();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    for (int minute = 0; minute < 5; minute++) {
      history.note(uptime("000000000000", "clicks"), at(minute), minute + 1);
      history.note(uptime("111122223333", "theirs"), at(minute), 9);
    }
    var clock = new HeldClock();
    clock.forward(Duration.ofMinutes(10));
    var api =
        new Api(
            Contract.cloudWatch(),
            caller ->
                new CloudWatchAnswers(
                        new Account("us-east-1", caller.principal().account()), history, clock)
                    .all());
    server = new HttpServer(new Listen("127.0.0.1", 0), List.of(Edges.open(folder, api)::routes));
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void metrics_are_listed_alike_in_each_protocol() throws Exception {
    String asked = "{\"Namespace\": \"AWS/KinesisAnalytics\", \"MetricName\": \"uptime\"}";
    String listed =
        "{\"Metrics\":[{\"Namespace\":\"AWS/KinesisAnalytics\",\"MetricName\":\"uptime\","
            + "\"Dimensions\":[{\"Name\":\"Application\",\"Value\":\"clicks\"}]}]}";

    assertThat(json("ListMetrics", asked).body()).isEqualTo(listed);
    assertThat(json("ListMetrics", asked).headers().firstValue("content-type"))
        .contains("application/x-amz-json-1.0");
    assertThat(cbor("ListMetrics", asked)).isEqualTo(JSON.readTree(listed));
    assertThat(query("ListMetrics", Map.of("MetricName", "uptime")).body())
        .contains(
            "<ListMetricsResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><ListMetricsResult><Metrics><member><Namespace>AWS/KinesisAnalytics</Namespace><MetricName>uptime</MetricName><Dimensions><member><Name>Application</Name><Value>clicks</Value></member></Dimensions></member></Metrics></ListMetricsResult><ResponseMetadata><RequestId>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                                 | 1",
        "{\"Namespace\": \"AWS/EC2\"}                                       | 0",
        "{\"MetricName\": \"downtime\"}                                     | 0",
        "{\"Dimensions\": [{\"Name\": \"Application\"}]}                    | 1",
        "{\"Dimensions\": [{\"Name\": \"Task\"}]}                           | 0",
        "{\"Dimensions\": [{\"Name\": \"Application\", \"Value\": \"x\"}]}  | 0",
        "{\"RecentlyActive\": \"PT3H\"}                                     | 1",
        "{\"OwningAccount\": \"111122223333\"}                              | 0",
      })
  void only_what_was_asked_for_is_listed_and_only_ones_own(String request, int count)
      throws Exception {
    assertThat(JSON.readTree(json("ListMetrics", request).body()).path("Metrics")).hasSize(count);
  }

  @Test
  void long_lists_come_in_pages() throws Exception {
    for (int i = 0; i < 1001; i++) {
      history.note(uptime("000000000000", "app-" + i), at(0), 1);
    }
    List<Integer> pages = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          JSON.readTree(
              json("ListMetrics", token.isEmpty() ? "{}" : "{\"NextToken\": \"" + token + "\"}")
                  .body());
      pages.add(page.path("Metrics").size());
      token = page.path("NextToken").asText("");
    } while (!token.isEmpty());

    assertThat(pages).containsExactly(500, 500, 2);
  }

  @Test
  void data_are_told_alike_in_each_protocol_newest_first() throws Exception {
    String asked =
        "{\"MetricDataQueries\": [{\"Id\": \"m1\", \"MetricStat\": %s}], %s}".formatted(STAT, SPAN);

    JsonNode inJson = JSON.readTree(json("GetMetricData", asked).body());
    JsonNode inCbor = cbor("GetMetricData", asked);

    JsonNode line = inJson.path("MetricDataResults").path(0);
    assertThat(line.path("Label").asText()).isEqualTo("uptime");
    assertThat(line.path("StatusCode").asText()).isEqualTo("Complete");
    assertThat(line.path("Timestamps").path(0).asLong()).isEqualTo(at(4).getEpochSecond());
    assertThat(values(line)).containsExactly(5.0, 4.0, 3.0, 2.0, 1.0);
    assertThat(values(inCbor.path("MetricDataResults").path(0)))
        .containsExactly(5.0, 4.0, 3.0, 2.0, 1.0);
    assertThat(data(query("GetMetricData", queryOfData()).body()))
        .startsWith("<member>5.0</member><member>4.0</member>");
  }

  @Test
  void times_have_their_tag_in_cbor_and_are_text_in_xml() throws Exception {
    String asked =
        "{\"MetricDataQueries\": [{\"Id\": \"m1\", \"MetricStat\": %s}], %s}".formatted(STAT, SPAN);
    byte[] body = send(cborRequest("GetMetricData", asked), BodyHandlers.ofByteArray()).body();

    List<Integer> tags = new ArrayList<>();
    try (CBORParser cbor = new CBORFactory().createParser(body)) {
      while (cbor.nextToken() != null) {
        if (cbor.getCurrentTag() >= 0) {
          tags.add(cbor.getCurrentTag());
        }
      }
    }

    assertThat(tags).hasSize(5).containsOnly(1);
    assertThat(query("GetMetricData", queryOfData()).body())
        .contains("<Timestamps><member>2026-11-22T12:04:00Z</member>");
  }

  @Test
  void expressions_labels_and_hidden_queries() throws Exception {
    String asked =
        """
        {"MetricDataQueries": [
          {"Id": "m1", "MetricStat": %s, "ReturnData": false},
          {"Id": "e1", "Expression": "m1 * 2", "Label": "double, at most ${MAX}"},
          {"Id": "s1", "Expression": "SEARCH('{AWS/KinesisAnalytics,Application} uptime', 'Sum', 300)"}
        ], "ScanBy": "TimestampAscending", %s}"""
            .formatted(STAT, SPAN);

    JsonNode results = JSON.readTree(json("GetMetricData", asked).body()).path("MetricDataResults");

    assertThat(results).hasSize(2);
    assertThat(values(results.path(0))).containsExactly(2.0, 4.0, 6.0, 8.0, 10.0);
    assertThat(results.path(0).path("Label").asText()).isEqualTo("double, at most 10");
    assertThat(values(results.path(1))).containsExactly(15.0);
  }

  /** As its CloudWatch source asks for values of dimensions, and reads them out of labels. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\\\"AWS/KinesisAnalytics\\\",\\\"Application\\\"} MetricName=\\\"uptime\\\" \\\"Application\\\"=(\\\"clicks\\\" OR \\\"x\\\")",
        "{AWS/KinesisAnalytics,Application} MetricName=\\\"uptime\\\"",
        "Namespace=\\\"AWS/KinesisAnalytics\\\" MetricName=\\\"uptime\\\" \\\"Application\\\"",
      })
  void grafana_finds_what_it_asks_for(String search) throws Exception {
    String asked =
        """
        {"MetricDataQueries": [{"Id": "queryA", "Expression": "REMOVE_EMPTY(SEARCH('%s', 'Sum', 300))",
          "Label": "${LABEL}|&|${PROP('Dim.Application')}", "ReturnData": true}], "ScanBy": "TimestampAscending", %s}"""
            .formatted(search.strip(), SPAN);

    JsonNode results = JSON.readTree(json("GetMetricData", asked).body()).path("MetricDataResults");

    assertThat(results).hasSize(1);
    assertThat(results.path(0).path("Label").asText()).isEqualTo("uptime|&|clicks");
    assertThat(values(results.path(0))).containsExactly(15.0);
  }

  @Test
  void data_come_in_pages_of_so_many_points() throws Exception {
    String queries =
        "\"MetricDataQueries\": [{\"Id\": \"a\", \"MetricStat\": %1$s}, {\"Id\": \"b\", \"MetricStat\": %1$s}]"
            .formatted(STAT);
    List<String> pages = new ArrayList<>();
    String token = "";
    do {
      String next = token.isEmpty() ? "" : ", \"NextToken\": \"" + token + "\"";
      JsonNode page =
          JSON.readTree(
              json(
                      "GetMetricData",
                      "{%s, %s, \"MaxDatapoints\": 4%s}".formatted(queries, SPAN, next))
                  .body());
      List<String> lines = new ArrayList<>();
      page.path("MetricDataResults")
          .forEach(
              line ->
                  lines.add(
                      line.path("Id").asText() + values(line) + line.path("StatusCode").asText()));
      pages.add(String.join(" ", lines));
      token = page.path("NextToken").asText("");
    } while (!token.isEmpty());

    assertThat(pages)
        .containsExactly(
            "a[5.0, 4.0, 3.0, 2.0]PartialData",
            "a[1.0]Complete b[5.0, 4.0, 3.0]PartialData",
            "b[2.0, 1.0]Complete");
  }

  @Test
  void statistics_of_one_metric() throws Exception {
    String asked =
        "{\"Namespace\": \"AWS/KinesisAnalytics\", \"MetricName\": \"uptime\","
            + " \"Dimensions\": [{\"Name\": \"Application\", \"Value\": \"clicks\"}],"
            + " \"Statistics\": [\"SampleCount\", \"Average\", \"Sum\", \"Minimum\", \"Maximum\"],"
            + " \"Period\": 300, "
            + SPAN
            + "}";

    JsonNode answer = JSON.readTree(json("GetMetricStatistics", asked).body());

    assertThat(answer)
        .isEqualTo(
            JSON.readTree(
                "{\"Label\":\"uptime\",\"Datapoints\":[{\"Timestamp\":1795348800,\"SampleCount\":5.0,\"Average\":3.0,\"Sum\":15.0,\"Minimum\":1.0,\"Maximum\":5.0,\"Unit\":\"Count\"}]}"));
    assertThat(cbor("GetMetricStatistics", asked).path("Datapoints").path(0).path("Sum").asDouble())
        .isEqualTo(15);
    assertThat(
            JSON.readTree(
                    json(
                            "GetMetricStatistics",
                            asked.replace("\"Period\"", "\"Unit\": \"Bytes\", \"Period\""))
                        .body())
                .path("Datapoints"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GetMetricData | {\"MetricDataQueries\": []}                            | ValidationException | ValidationError | startTime",
        "GetMetricData | {\"MetricDataQueries\": [{\"Id\": \"M\", \"Expression\": \"1\"}], SPAN} | ValidationException | ValidationError | parameter Id",
        "GetMetricData | {\"MetricDataQueries\": [{\"Id\": \"m\"}], SPAN}       | ValidationException | ValidationError | either",
        "GetMetricData | {\"MetricDataQueries\": [{\"Id\": \"m\", \"Expression\": \"x +\"}], SPAN} | ValidationException | ValidationError | expression",
        "GetMetricData | {\"MetricDataQueries\": [{\"Id\": \"m\", \"MetricStat\": STAT99}], SPAN} | ValidationException | ValidationError | p99",
        "GetMetricData | {\"MetricDataQueries\": [], \"NextToken\": \"x\", SPAN} | InvalidNextToken    | InvalidNextToken | NextToken",
        "GetMetricData | {\"MetricDataQueries\": [], \"StartTime\": 2, \"EndTime\": 1} | ValidationException | ValidationError | StartTime",
        "GetMetricStatistics | {\"Namespace\": \"n\", \"MetricName\": \"m\", \"Period\": 60, SPAN} | InvalidParameterCombinationException | InvalidParameterCombination | Statistics",
        "GetMetricStatistics | {\"Namespace\": \"n\", \"MetricName\": \"m\", \"Period\": 60, \"Statistics\": [\"Sum\"], \"StartTime\": 0, \"EndTime\": 1000000} | InvalidParameterCombinationException | InvalidParameterCombination | 1,440",
        "GetMetricStatistics | {\"Namespace\": \"n\", \"MetricName\": \"m\", \"Period\": 7, \"Statistics\": [\"Sum\"], SPAN} | ValidationException | ValidationError | Period",
        "PutMetricData | {}                                                     | UnknownOperationException | InvalidAction | PutMetricData",
      })
  void faults_have_the_names_of_their_protocol(
      String operation, String body, String type, String code, String says) throws Exception {
    String asked =
        body.strip().replace("SPAN", SPAN).replace("STAT99", STAT.replace("\"Sum\"", "\"p99\""));

    HttpResponse<String> inJson = json(operation, asked);
    HttpResponse<byte[]> inCbor = send(cborRequest(operation, asked), BodyHandlers.ofByteArray());

    assertThat(inJson.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(inJson.body()).path("__type").asText()).isEqualTo(type);
    assertThat(inJson.headers().firstValue("x-amzn-query-error")).contains(code + ";Sender");
    assertThat(inCbor.statusCode()).isEqualTo(400);
    assertThat(inCbor.headers().firstValue("smithy-protocol")).contains("rpc-v2-cbor");
    assertThat(CBOR.readTree(inCbor.body()).path("__type").asText()).isEqualTo(type);
    assertThat(CBOR.readTree(inCbor.body()).path("message").asText()).contains(says);
  }

  @Test
  void faults_of_the_query_protocol_are_XML() throws Exception {
    HttpResponse<String> unknown = query("PutMetricData", Map.of());
    HttpResponse<String> number = query("GetMetricStatistics", Map.of("Period", "soon"));
    HttpResponse<String> time = query("GetMetricStatistics", Map.of("StartTime", "<yesterday>"));

    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.headers().firstValue("content-type")).contains("text/xml");
    assertThat(unknown.body())
        .contains("<Error><Type>Sender</Type><Code>InvalidAction</Code><Message>", "<RequestId>");
    assertThat(number.body()).contains("<Code>MalformedInput</Code>", "period");
    assertThat(time.body()).contains("<Code>MalformedInput</Code>", "startTime");
  }

  @Test
  void what_is_no_request_at_all_is_refused() throws Exception {
    HttpRequest noCbor =
        request("/service/" + TARGET + "/operation/ListMetrics")
            .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 0x1c}))
            .build();
    HttpRequest elsewhere =
        request("/service/Elsewhere/operation/ListMetrics").POST(BodyPublishers.noBody()).build();

    assertThat(
            CBOR.readTree(send(noCbor, BodyHandlers.ofByteArray()).body()).path("__type").asText())
        .isEqualTo("SerializationException");
    assertThat(
            CBOR.readTree(send(elsewhere, BodyHandlers.ofByteArray()).body())
                .path("__type")
                .asText())
        .isEqualTo("UnknownOperationException");
  }

  private Map<String, String> queryOfData() {
    Map<String, String> fields = new TreeMap<>();
    String stat = "MetricDataQueries.member.1.MetricStat.";
    fields.put("MetricDataQueries.member.1.Id", "m1");
    fields.put(stat + "Metric.Namespace", "AWS/KinesisAnalytics");
    fields.put(stat + "Metric.MetricName", "uptime");
    fields.put(stat + "Metric.Dimensions.member.1.Name", "Application");
    fields.put(stat + "Metric.Dimensions.member.1.Value", "clicks");
    fields.put(stat + "Period", "60");
    fields.put(stat + "Stat", "Sum");
    fields.put("StartTime", "2026-11-22T12:00:00Z");
    fields.put("EndTime", "2026-11-22T12:05:00+00:00");
    return fields;
  }

  private static String data(String xml) {
    return xml.replaceAll(".*<Values>(.*)</Values>.*", "$1");
  }

  private static List<Double> values(JsonNode line) {
    return line.path("Values").valueStream().map(JsonNode::asDouble).toList();
  }

  private HttpResponse<String> json(String operation, String body) throws Exception {
    return send(
        request("/")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", TARGET + "." + operation)
            .header("x-amzn-query-mode", "true")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode cbor(String operation, String body) throws Exception {
    return JSON.readTree(
        CBOR.readTree(send(cborRequest(operation, body), BodyHandlers.ofByteArray()).body())
            .toString());
  }

  private HttpRequest cborRequest(String operation, String body) throws Exception {
    return request("/service/" + TARGET + "/operation/" + operation)
        .header("Content-Type", "application/cbor")
        .header("Smithy-Protocol", "rpc-v2-cbor")
        .POST(BodyPublishers.ofByteArray(CBOR.writeValueAsBytes(JSON.readTree(body))))
        .build();
  }

  private HttpResponse<String> query(String operation, Map<String, String> fields)
      throws Exception {
    String form =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "Action=" + operation + "&Version=2010-08-01&", ""));
    return send(
        request("/")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws Exception {
    return HTTP.send(request, body);
  }

  private static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  private static Series uptime(String account, String application) {
    return new Series(account, "uptime", new TreeMap<>(Map.of("Application", application)));
  }
}
