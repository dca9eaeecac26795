package dev.drey.server.http.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.logs.MemoryLog;
import dev.drey.core.logs.ProcessLog;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Version;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogsAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Account OURS = new Account("us-east-1", "000000000000");
  private static final String CLICKS = "'logGroupName':'/aws/kinesis-analytics/clicks'";
  private static final String STREAM = "'logStreamName':'kinesis-analytics-log-stream'";

  private final InMemoryApplications applications = new InMemoryApplications();
  private final Map<String, List<ProcessLog>> logs = new HashMap<>();
  private final MemoryLog manager =
      new MemoryLog("jm")
          .line(10, "{\"messageType\":\"INFO\"}")
          .line(30, "{\"messageType\":\"ERROR\"}");
  private final MemoryLog worker = new MemoryLog("tm").line(20, "plain");

  @BeforeEach
  void two_applications_of_ours_and_one_of_others() {
    create("clicks", OURS.id());
    create("visits", OURS.id(), "arn:aws:logs:us-east-1:000000000000:log-group:team:log-stream:v");
    create("theirs", "111111111111");
    logs.put("clicks", List.of(manager, worker));
    logs.put("visits", List.of(new MemoryLog("v").line(40, "visited")));
    logs.put("theirs", List.of(new MemoryLog("t").line(50, "secret")));
  }

  private void create(String name, String account, String... streams) {
    var id = new ApplicationId("us-east-1", account, new ApplicationName(name));
    Configuration configuration =
        Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "role")
            .withLoggingOptions(
                List.of(streams).stream().map(arn -> new LoggingOption("1.1", arn)).toList());
    applications.create(
        new Application(
            id,
            name,
            Optional.empty(),
            Instant.ofEpochMilli(5),
            Instant.ofEpochMilli(5),
            1,
            0,
            Map.of(),
            Optional.empty(),
            "06:00",
            Ready.NEW,
            1),
        Version.first(configuration, Instant.EPOCH));
  }

  private JsonNode ask(String operation, String request) {
    try {
      return LogsAnswers.of(
              OURS, applications, application -> logs.get(application.id().name().value()))
          .get(operation)
          .to((ObjectNode) JSON.readTree("{" + request.replace('\'', '"') + "}"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> messages(JsonNode answer) {
    return answer
        .path("events")
        .valueStream()
        .map(event -> event.path("message").asText())
        .toList();
  }

  @Test
  void groups_are_named_as_the_console_of_AWS_would_or_as_the_logging_option_says() {
    assertThat(ask("DescribeLogGroups", "").path("logGroups").findValuesAsText("logGroupName"))
        .containsExactly("/aws/kinesis-analytics/clicks", "team");
    assertThat(
            ask("DescribeLogGroups", "'logGroupNamePrefix':'te'")
                .path("logGroups")
                .get(0)
                .toString())
        .isEqualTo(
            "{\"logGroupName\":\"team\",\"creationTime\":5,\"metricFilterCount\":0,"
                + "\"arn\":\"arn:aws:logs:us-east-1:000000000000:log-group:team:*\","
                + "\"logGroupArn\":\"arn:aws:logs:us-east-1:000000000000:log-group:team\","
                + "\"logGroupClass\":\"STANDARD\",\"storedBytes\":7}");
  }

  @Test
  void groups_come_in_pages() {
    JsonNode first = ask("DescribeLogGroups", "'limit':1");
    JsonNode second =
        ask("DescribeLogGroups", "'limit':1,'nextToken':'" + first.get("nextToken").asText() + "'");

    assertThat(second.path("logGroups").findValuesAsText("logGroupName")).containsExactly("team");
    assertThat(second.has("nextToken")).isFalse();
  }

  @Test
  void a_stream_tells_its_first_and_last_event() {
    JsonNode stream = ask("DescribeLogStreams", CLICKS).path("logStreams").get(0);

    assertThat(stream.path("logStreamName").asText()).isEqualTo("kinesis-analytics-log-stream");
    assertThat(stream.path("firstEventTimestamp").asLong()).isEqualTo(10);
    assertThat(stream.path("lastEventTimestamp").asLong()).isEqualTo(30);
  }

  @Test
  void what_all_processes_have_logged_is_one_stream_in_the_order_of_time() {
    JsonNode answer = ask("GetLogEvents", CLICKS + "," + STREAM + ",'startFromHead':true");

    assertThat(messages(answer))
        .containsExactly("{\"messageType\":\"INFO\"}", "plain", "{\"messageType\":\"ERROR\"}");
  }

  @Test
  void who_has_read_all_gets_the_same_token_until_there_is_more() {
    String token =
        ask("GetLogEvents", CLICKS + "," + STREAM + ",'startFromHead':true")
            .path("nextForwardToken")
            .asText();
    String next = CLICKS + "," + STREAM + ",'nextToken':'" + token + "'";

    assertThat(ask("GetLogEvents", next).path("nextForwardToken").asText()).isEqualTo(token);
    worker.line(25, "late");
    assertThat(messages(ask("GetLogEvents", next))).containsExactly("late");
    assertThat(ask("GetLogEvents", next).path("nextForwardToken").asText()).isNotEqualTo(token);
  }

  @Test
  void reading_begins_at_the_end_and_goes_back_where_nothing_else_is_said() {
    JsonNode last = ask("GetLogEvents", CLICKS + "," + STREAM + ",'limit':1");
    JsonNode earlier =
        ask(
            "GetLogEvents",
            CLICKS
                + ","
                + STREAM
                + ",'limit':1,'nextToken':'"
                + last.path("nextBackwardToken").asText()
                + "'");

    assertThat(messages(last)).containsExactly("{\"messageType\":\"ERROR\"}");
    assertThat(messages(earlier)).containsExactly("plain");
  }

  @Test
  void a_search_tells_of_each_event_where_it_stands_and_the_end_time_counts() {
    JsonNode answer =
        ask(
            "FilterLogEvents",
            CLICKS + ",'startTime':20,'endTime':30,'filterPattern':'?plain ?ERROR'");

    assertThat(messages(answer)).containsExactly("plain", "{\"messageType\":\"ERROR\"}");
    assertThat(answer.path("events").get(0).path("eventId").asText()).isEqualTo("tm/1/0");
    assertThat(answer.path("events").get(0).path("logStreamName").asText())
        .isEqualTo("kinesis-analytics-log-stream");
    assertThat(answer.has("nextToken")).isFalse();
  }

  @Test
  void a_search_goes_on_from_page_to_page() {
    JsonNode first = ask("FilterLogEvents", CLICKS + ",'limit':2");
    JsonNode second =
        ask(
            "FilterLogEvents",
            CLICKS + ",'limit':2,'nextToken':'" + first.path("nextToken").asText() + "'");

    assertThat(messages(first)).hasSize(2);
    assertThat(messages(second)).containsExactly("{\"messageType\":\"ERROR\"}");
    assertThat(second.has("nextToken")).isFalse();
  }

  @Test
  void a_group_may_be_named_by_its_ARN() {
    String arn = "'logGroupIdentifier':'arn:aws:logs:us-east-1:000000000000:log-group:team:*'";

    assertThat(messages(ask("FilterLogEvents", arn))).containsExactly("visited");
  }

  @Test
  void what_is_others_is_not_there() {
    assertThatThrownBy(
            () -> ask("FilterLogEvents", "'logGroupName':'/aws/kinesis-analytics/theirs'"))
        .isInstanceOfSatisfying(
            Fault.class, it -> assertThat(it.type()).isEqualTo("ResourceNotFoundException"))
        .hasMessage("The specified log group does not exist.");
    assertThatThrownBy(() -> ask("GetLogEvents", CLICKS + ",'logStreamName':'other'"))
        .hasMessage("The specified log stream does not exist.");
  }

  @Test
  void a_token_that_is_none_of_ours_is_refused() {
    for (String token : List.of("f/", "f/AAAA", "x", "b/=")) {
      assertThatThrownBy(
              () -> ask("GetLogEvents", CLICKS + "," + STREAM + ",'nextToken':'" + token + "'"))
          .as(token)
          .isInstanceOf(Fault.class)
          .hasMessage("The specified nextToken is invalid.");
    }
  }
}
