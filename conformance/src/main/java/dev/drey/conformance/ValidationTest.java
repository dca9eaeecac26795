package dev.drey.conformance;

import static dev.drey.conformance.Workbench.assertRefused;
import static dev.drey.conformance.Workbench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.conformance.CheckedAgainst.Source;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag;

/** Requests that break the contract, and how they are refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class ValidationTest {
  private final Workbench bench = new Workbench();

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(
      value = Source.CAPTURE,
      at = "ValidationException of CreateApplication with a wrong RuntimeEnvironment")
  void a_value_that_is_not_listed_is_told_with_the_list() {
    var refusal =
        refusal(() -> bench.create(bench.freshName(), it -> it.runtimeEnvironment("SQL-1.0")));

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
    assertThat(refusal.awsErrorDetails().errorMessage())
        .startsWith(
            "1 validation error detected: Value 'SQL-1.0' at 'runtimeEnvironment' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [SQL-1_0, FLINK-1_6, FLINK-1_8");
  }

  @Test
  @CheckedAgainst(
      value = Source.CAPTURE,
      at = "the form for patterns, from services of the same family")
  void a_value_that_does_not_match_is_told_with_the_pattern() {
    var refusal =
        refusal(() -> bench.flink.describeApplication(it -> it.applicationName("my clicks")));

    assertThat(refusal.awsErrorDetails().errorMessage())
        .isEqualTo(
            "1 validation error detected: Value 'my clicks' at 'applicationName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "the form for several breaches, common to AWS's services")
  void all_that_is_wrong_is_told_at_once() {
    var refusal =
        refusal(
            () ->
                bench.flink.createApplication(
                    it ->
                        it.applicationName("n".repeat(129))
                            .tags(Tag.builder().value("without a key").build())));

    assertThat(refusal.awsErrorDetails().errorMessage())
        .startsWith("4 validation errors detected: ")
        .contains(
            "at 'applicationName' failed to satisfy constraint: Member must have length less than or equal to 128")
        .contains(
            "Value null at 'runtimeEnvironment' failed to satisfy constraint: Member must not be null")
        .contains(
            "Value null at 'serviceExecutionRole' failed to satisfy constraint: Member must not be null")
        .contains(
            "Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null");
  }

  @Test
  @CheckedAgainst(value = Source.MODEL, at = "ListApplicationsInputLimit")
  void a_number_beyond_its_range_is_refused() {
    assertRefused("ValidationException", () -> bench.flink.listApplications(it -> it.limit(51)));
    assertRefused("ValidationException", () -> bench.flink.listApplications(it -> it.limit(0)));
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "SerializationException, common to AWS's JSON services")
  void what_is_not_of_the_right_JSON_type_cannot_be_read() {
    for (String request : List.of("{'Limit':'five'}", "{'Limit':")) {
      assertThat(Service.signed().call("ListApplications", request).error())
          .as(request)
          .contains("SerializationException");
    }
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "UnknownOperationException, common to AWS's JSON services")
  void an_operation_that_does_not_exist_is_unknown() throws Exception {
    HttpResponse<String> answer = post("KinesisAnalytics_20180523.MakeApplication", "{}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("UnknownOperationException");
  }

  @Test
  @CheckedAgainst(
      value = Source.CAPTURE,
      at = "UnsupportedOperationException of the first API for applications of the second")
  void the_first_version_of_the_API_is_refused() throws Exception {
    HttpResponse<String> answer = post("KinesisAnalytics_20150814.ListApplications", "{}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("UnsupportedOperationException")
        .contains("kinesisanalyticsv2");
  }

  /** Only Drey is asked so: AWS answers nothing that is not signed. */
  private static HttpResponse<String> post(String target, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(Service.endpoint().resolve("/"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", target)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
