package dev.drey.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
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
        .map(
            name -> dynamicTest(name, () -> holds(CONTRACT.operation(name).orElseThrow().input())));
  }

  private static void holds(Shape input) {
    for (Requests.Case one : Requests.of(input)) {
      Optional<Fault> answer = refusalOf(input, one.request());
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
        CONTRACT.operationNames().stream().mapToLong(name -> Requests.of(input(name)).size()).sum();

    assertThat(requests).isGreaterThan(4_000);
  }

  @TestFactory
  Stream<DynamicTest> several_breaches_are_told_in_one_message() {
    return CONTRACT.operationNames().stream()
        .map(name -> dynamicTest(name, () -> tellsAll(input(name))));
  }

  private static void tellsAll(Shape input) {
    Requests.AllAtOnce broken = Requests.allAtOnce(input).orElseThrow();

    Fault fault = refusalOf(input, broken.request()).orElseThrow();

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

  @TestFactory
  Stream<DynamicTest> members_that_nobody_knows_are_ignored_wherever_they_are() {
    return CONTRACT.operationNames().stream()
        .map(name -> dynamicTest(name, () -> ignoresStrangers(input(name))));
  }

  private static void ignoresStrangers(Shape input) throws IOException {
    for (Requests.Case one : Requests.of(input)) {
      if (one.refusal().isEmpty()) {
        JsonNode strange = Requests.withStrangers(input, one.request());

        assertThat(read(input, strange)).isEqualTo(read(input, one.request()));
      }
    }
  }

  private static JsonNode read(Shape input, JsonNode request) throws IOException {
    byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
    return Validation.request(input, new ByteArrayInputStream(body));
  }

  private static Shape input(String operation) {
    return CONTRACT.operation(operation).orElseThrow().input();
  }

  private static Optional<Fault> refusalOf(Shape input, JsonNode request) {
    return Optional.ofNullable(
        catchThrowableOfType(
            Fault.class,
            () -> {
              try {
                read(input, request);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }
}
