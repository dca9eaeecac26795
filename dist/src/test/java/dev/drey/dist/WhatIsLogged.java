package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;

/** The logs of an odometer that runs, and its levels, changed while it does. */
final class WhatIsLogged {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STREAM = "kinesis-analytics-log-stream";
  private static final String COUNTS = "{ $.logger = \"odometer.Counter\" }";

  private final Drey drey;
  private final Odometer odometer;
  private final String group;

  WhatIsLogged(Drey drey, Odometer odometer) {
    this.drey = drey;
    this.odometer = odometer;
    this.group = "/aws/kinesis-analytics/" + odometer.application().name();
  }

  void isRight() {
    theStreamIsThere();
    whatMainPrintsIsALine();
    levelsChangeAndTouchNoProcess();
    everyLineIsThereOnce();
    commandsShowThem();
  }

  private void theStreamIsThere() {
    assertThat(drey.logs().describeLogGroups().logGroups())
        .extracting(LogGroup::logGroupName)
        .contains(group);
    assertThat(drey.logs().describeLogStreams(request -> request.logGroupName(group)).logStreams())
        .singleElement()
        .satisfies(stream -> assertThat(stream.logStreamName()).isEqualTo(STREAM))
        .satisfies(stream -> assertThat(stream.lastEventTimestamp()).isPositive());
  }

  private void whatMainPrintsIsALine() {
    JsonNode printed = found("{ $.logger = \"stdout\" && $.message = \"round 1\" }").get(0);

    assertThat(printed.path("process").asText()).isEqualTo("jobmanager");
    assertThat(printed.path("messageType").asText()).isEqualTo("INFO");
    assertThat(printed.path("locationInformation").asText())
        .startsWith("Odometer.main(Odometer.java:");
    assertThat(printed.path("applicationARN").asText())
        .isEqualTo(odometer.application().describe().applicationARN());
    assertThat(printed.path("applicationVersionId").asText()).isEqualTo("1");
    assertThat(printed.path("messageSchemaVersion").asText()).isEqualTo("1");
    assertThat(printed.path("threadName").asText()).isNotEmpty();
  }

  private void levelsChangeAndTouchNoProcess() {
    Set<Long> before = drey.processes().keySet();
    assertThat(found(COUNTS)).as("what is logged at DEBUG").isEmpty();

    String update =
        drey.flink()
            .updateApplication(
                request ->
                    request
                        .applicationName(odometer.application().name())
                        .currentApplicationVersionId(1L)
                        .applicationConfigurationUpdate(
                            change ->
                                change.environmentPropertyUpdates(
                                    properties ->
                                        properties.propertyGroups(
                                            group(Odometer.GROUP, odometer.round(1)),
                                            group(
                                                "drey.logging",
                                                Map.of("odometer.Counter", "DEBUG"))))))
            .operationId();

    odometer.application().succeeds(update);
    odometer.application().awaitStatus(ApplicationStatus.RUNNING);
    await("lines of the new level")
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(found(COUNTS)).hasSizeGreaterThan(20));
    assertThat(found(COUNTS))
        .allSatisfy(line -> assertThat(line.path("applicationVersionId").asText()).isEqualTo("2"));
    assertThat(drey.processes().keySet()).isEqualTo(before);
  }

  private static PropertyGroup group(String id, Map<String, String> properties) {
    return PropertyGroup.builder().propertyGroupId(id).propertyMap(properties).build();
  }

  /** Read page by page while more is written. */
  private void everyLineIsThereOnce() {
    List<Long> counts = new ArrayList<>();
    String before = "";
    GetLogEventsResponse page = page(Optional.empty());
    while (!page.nextForwardToken().equals(before)) {
      page.events().stream()
          .map(event -> json(event.message()))
          .filter(line -> line.path("logger").asText().equals("odometer.Counter"))
          .forEach(
              line ->
                  counts.add(Long.valueOf(line.path("message").asText().replace("counted ", ""))));
      before = page.nextForwardToken();
      page = page(Optional.of(before));
    }

    assertThat(counts).hasSizeGreaterThan(20);
    assertThat(counts)
        .isEqualTo(LongStream.range(counts.get(0), counts.get(0) + counts.size()).boxed().toList());
  }

  private GetLogEventsResponse page(Optional<String> token) {
    return drey.logs()
        .getLogEvents(
            request ->
                request
                    .logGroupName(group)
                    .logStreamName(STREAM)
                    .startFromHead(true)
                    .limit(50)
                    .nextToken(token.orElse(null)));
  }

  private void commandsShowThem() {
    String name = odometer.application().name();
    Drey.Ran shown = drey.run("logs", name, "--grep", "counted [0-9]+", "-n", "3");
    assertThat(shown.status()).as(shown.output()).isZero();
    assertThat(shown.output().lines())
        .hasSize(3)
        .allMatch(line -> line.contains("odometer.Counter"));

    Drey.Ran examined = drey.run("doctor");
    assertThat(examined.output()).contains("server").contains("1 of 1 applications RUNNING");

    if (has("aws", "--version")) {
      assertThat(
              ran(
                  "aws",
                  "logs",
                  "filter-log-events",
                  "--log-group-name",
                  group,
                  "--filter-pattern",
                  "\"round 1\"",
                  "--query",
                  "length(events)"))
          .isEqualTo("1");
    }
    if (has("python3", "-c", "import boto3")) {
      assertThat(ran("python3", "-B", "-c", BOTO3, group)).isEqualTo("1");
    }
  }

  private static final String BOTO3 =
      """
      import boto3, sys
      pages = boto3.client("logs").get_paginator("filter_log_events").paginate(
          logGroupName=sys.argv[1], filterPattern='"round 1"', PaginationConfig={"PageSize": 5})
      print(sum(len(page["events"]) for page in pages))
      """;

  private boolean has(String... command) {
    try {
      return client(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String ran(String... command) {
    try {
      Process process =
          client(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.PIPE)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private ProcessBuilder client(String... command) {
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    JsonNode endpoints = drey.endpoints();
    builder.environment().remove("AWS_PROFILE");
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_SHARED_CREDENTIALS_FILE",
                Path.of(endpoints.required("credentials").asText()).toString(),
                "AWS_DEFAULT_REGION",
                endpoints.required("region").asText(),
                "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
                endpoints.required("kinesisAnalytics").asText(),
                "AWS_PAGER",
                ""));
    return builder;
  }

  private List<JsonNode> found(String pattern) {
    return drey
        .logs()
        .filterLogEventsPaginator(request -> request.logGroupName(group).filterPattern(pattern))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .map(WhatIsLogged::json)
        .toList();
  }

  private static JsonNode json(String message) {
    try {
      return JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a line is no JSON: " + message, e);
    }
  }
}
