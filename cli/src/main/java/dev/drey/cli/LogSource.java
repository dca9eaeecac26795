package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CloudWatchLoggingOptionDescription;

/** The log stream of one application, read in pages. */
record LogSource(Server server, String group, String stream) {
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:logs:[^:]*:[^:]*:log-group:([^:*]+):log-stream:([^:*]+)");

  /** Where its logging option says, and as AWS's console would have it. */
  static LogSource of(Server server, String application) {
    try (KinesisAnalyticsV2Client client = server.client()) {
      return client
          .describeApplication(request -> request.applicationName(application))
          .applicationDetail()
          .cloudWatchLoggingOptionDescriptions()
          .stream()
          .map(CloudWatchLoggingOptionDescription::logStreamARN)
          .map(ARN::matcher)
          .filter(Matcher::matches)
          .findFirst()
          .map(arn -> new LogSource(server, arn.group(1), arn.group(2)))
          .orElseGet(
              () ->
                  new LogSource(
                      server,
                      "/aws/kinesis-analytics/" + application,
                      "kinesis-analytics-log-stream"));
    }
  }

  /** Some events, and where to go on before and after them. */
  record Page(List<LogLine> lines, String before, String after) {}

  /** The last ones. */
  Page last() {
    return page(request().put("startFromHead", false));
  }

  /** The first ones since a time, in milliseconds since 1970. */
  Page since(long time) {
    return page(request().put("startFromHead", true).put("startTime", time));
  }

  /** What comes before or after a page, as the token says. */
  Page at(String token) {
    return page(request().put("nextToken", token).put("startFromHead", true));
  }

  private ObjectNode request() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("logGroupName", group)
        .put("logStreamName", stream);
  }

  private Page page(ObjectNode request) {
    JsonNode answer = server.askLogs("GetLogEvents", request);
    return new Page(
        answer.path("events").valueStream().map(LogLine::of).toList(),
        answer.path("nextBackwardToken").asText(),
        answer.path("nextForwardToken").asText());
  }
}
