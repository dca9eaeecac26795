package dev.drey.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractTest {
  private static final Contract CONTRACT = Contract.kinesisAnalytics();
  private static final Pattern BREACH =
      Pattern.compile(
          "Value (null|'[^']*') at '[^']+' failed to satisfy constraint: (Member must |Map )",
          Pattern.DOTALL);

  @Test
  void every_operation_of_the_service_is_known() {
    assertThat(CONTRACT.operationNames())
        .hasSize(41)
        .contains("CreateApplication", "DiscoverInputSchema");
    assertThat(CONTRACT.operationNames())
        .allSatisfy(name -> assertThat(CONTRACT.operation(name)).isPresent());
    assertThat(CONTRACT.operation("createApplication")).isEmpty();
  }

  @Test
  void only_operations_that_take_code_may_send_large_bodies() {
    List<String> large =
        CONTRACT.operationNames().stream()
            .filter(name -> CONTRACT.operation(name).orElseThrow().input().holdsBlob())
            .toList();

    assertThat(large).containsExactly("CreateApplication", "UpdateApplication");
  }

  /** Each constraint of each operation, kept just so and broken just so, and every wrong type. */
  @TestFactory
  Stream<DynamicTest> requests_are_held_to_the_contract() {
    return CONTRACT.operationNames().stream()
        .map(name -> dynamicTest(name, () -> holds(operation(name))));
  }

  private static void holds(Operation operation) {
    for (Requests.Case one : Requests.of(operation.input())) {
      Optional<Fault> answer = refusalOf(operation, one.request());
      if (one.refusal().isEmpty()) {
        assertThat(answer).as(one.request().toString()).isEmpty();
      } else {
        Requests.Refusal refusal = one.refusal().get();
        assertThat(answer).as(one.request().toString()).isPresent();
        assertThat(answer.get().type()).as(one.request().toString()).isEqualTo(refusal.type());
        assertThat(answer.get()).hasMessageContaining(refusal.says());
        if (refusal.type().equals("ValidationException")) {
          assertThat(breaches(answer.get())).isPositive();
        }
      }
    }
  }

  @Test
  void there_are_thousands_of_such_requests() {
    long requests =
        CONTRACT.operationNames().stream()
            .mapToLong(name -> Requests.of(operation(name).input()).size())
            .sum();

    assertThat(requests).isGreaterThan(4_000);
  }

  @TestFactory
  Stream<DynamicTest> several_breaches_are_told_in_one_message() {
    return CONTRACT.operationNames().stream()
        .map(name -> dynamicTest(name, () -> tellsAll(operation(name))));
  }

  private static void tellsAll(Operation operation) {
    Requests.AllAtOnce broken = Requests.allAtOnce(operation.input()).orElseThrow();

    Fault fault = refusalOf(operation, broken.request()).orElseThrow();

    assertThat(fault.type()).isEqualTo("ValidationException");
    assertThat(fault.getMessage()).contains(broken.says());
    assertThat(breaches(fault)).isGreaterThanOrEqualTo(broken.says().size());
  }

  /** How many a message tells of, after a look whether all of it has AWS's form. */
  private static int breaches(Fault fault) {
    String[] parts = fault.getMessage().split(" validation errors? detected: ", 2);
    int count = Integer.parseInt(parts[0]);
    assertThat(fault.getMessage())
        .startsWith(count + " validation error" + (count == 1 ? "" : "s") + " detected: Value ");
    assertThat(BREACH.matcher(parts[1]).results().count()).isEqualTo(count);
    return count;
  }

  @Test
  void a_breach_has_the_name_that_clients_of_the_API_know() {
    Contract logs = Contract.logs();

    assertThat(breachOf(CONTRACT, "DescribeApplication", "ApplicationName"))
        .isEqualTo("ValidationException");
    assertThat(breachOf(Contract.cloudWatch(), "GetMetricStatistics", "Namespace"))
        .isEqualTo("ValidationException");
    assertThat(logs.operationNames()).hasSize(4);
    assertThat(breachOf(logs, "DescribeLogGroups", "logGroupNamePrefix"))
        .isEqualTo(breachOf(logs, "DescribeLogStreams", "logGroupName"))
        .isEqualTo(breachOf(logs, "FilterLogEvents", "logGroupName"))
        .isEqualTo(breachOf(logs, "GetLogEvents", "logStreamName"))
        .isEqualTo("InvalidParameterException");
  }

  /** Of a request with a text that is too short. */
  private static String breachOf(Contract contract, String name, String member) {
    JsonNode broken = JsonNodeFactory.instance.objectNode().put(member, "");
    return refusalOf(contract.operation(name).orElseThrow(), broken).orElseThrow().type();
  }

  @TestFactory
  Stream<DynamicTest> members_that_nobody_knows_are_ignored_wherever_they_are() {
    return CONTRACT.operationNames().stream()
        .map(name -> dynamicTest(name, () -> ignoresStrangers(operation(name))));
  }

  private static void ignoresStrangers(Operation operation) throws IOException {
    for (Requests.Case one : Requests.of(operation.input())) {
      if (one.refusal().isEmpty()) {
        JsonNode strange = Requests.withStrangers(operation.input(), one.request());

        assertThat(read(operation, strange)).isEqualTo(read(operation, one.request()));
      }
    }
  }

  private static JsonNode read(Operation operation, JsonNode request) throws IOException {
    byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
    return Validation.request(operation, new ByteArrayInputStream(body));
  }

  private static Operation operation(String name) {
    return CONTRACT.operation(name).orElseThrow();
  }

  private static Optional<Fault> refusalOf(Operation operation, JsonNode request) {
    return Optional.ofNullable(
        catchThrowableOfType(
            Fault.class,
            () -> {
              try {
                read(operation, request);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }
}
