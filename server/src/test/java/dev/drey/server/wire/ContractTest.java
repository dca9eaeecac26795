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
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractTest {
  private static final Contract CONTRACT = Contract.kinesisAnalytics();

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

  /** Each constraint of each operation, kept just so and broken just so. */
  @TestFactory
  Stream<DynamicTest> requests_are_held_to_the_contract() {
    return CONTRACT.operationNames().stream()
        .map(
            name -> dynamicTest(name, () -> holds(CONTRACT.operation(name).orElseThrow().input())));
  }

  private static void holds(Shape input) {
    for (Requests.Case one : Requests.of(input)) {
      Optional<Fault> refusal = refusalOf(input, one.request());
      if (one.refusal().isEmpty()) {
        assertThat(refusal).as(one.request().toString()).isEmpty();
      } else {
        assertThat(refusal).as(one.request().toString()).isPresent();
        assertThat(refusal.get().type()).isEqualTo("ValidationException");
        assertThat(refusal.get()).hasMessageContaining(one.refusal().get());
      }
    }
  }

  private static Optional<Fault> refusalOf(Shape input, JsonNode request) {
    byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
    return Optional.ofNullable(
        catchThrowableOfType(
            Fault.class,
            () -> {
              try {
                Validation.request(input, new ByteArrayInputStream(body));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }
}
