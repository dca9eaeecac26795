package dev.drey.conformance;

import static dev.drey.conformance.Workbench.assertRefused;
import static dev.drey.conformance.Workbench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.conformance.CheckedAgainst.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UnsupportedOperationException;

/** What is for other kinds of applications than Flink's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class RefusalsTest {
  private final Workbench bench = new Workbench();

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "SQL applications cannot be created since October 2025; the type is believed")
  void SQL_applications_are_not_made() {
    assertThat(
            refusal(() -> bench.create(bench.freshName(), it -> it.runtimeEnvironment("SQL-1_0"))))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("SQL-1_0");
  }

  @Test
  @CheckedAgainst(value = Source.DREY, at = "AWS has Studio notebooks")
  void notebooks_are_not_made() {
    assertRefused(
        "UnsupportedOperationException",
        () -> bench.create(bench.freshName(), it -> it.runtimeEnvironment("ZEPPELIN-FLINK-3_0")));
    assertRefused(
        "UnsupportedOperationException",
        () -> bench.create(bench.freshName(), it -> it.applicationMode("INTERACTIVE")));
  }

  @Test
  @CheckedAgainst(value = Source.BELIEVED, at = "CodeContentType: PLAINTEXT is for SQL and Studio")
  void code_as_text_is_refused() {
    assertRefused(
        "InvalidArgumentException",
        () ->
            bench.create(
                bench.freshName(),
                it ->
                    it.applicationConfiguration(
                        configuration ->
                            configuration.applicationCodeConfiguration(
                                code ->
                                    code.codeContentType(CodeContentType.PLAINTEXT)
                                        .codeContent(
                                            content -> content.textContent("SELECT 1"))))));
  }

  @Test
  @CheckedAgainst(value = Source.BELIEVED, at = "DeleteApplicationOutput: InvalidRequestException")
  void inputs_and_outputs_are_for_SQL() {
    String name = bench.freshName();

    assertRefused(
        "ResourceNotFoundException",
        () ->
            bench.flink.deleteApplicationOutput(
                it -> it.applicationName(name).currentApplicationVersionId(1L).outputId("1.1")));
    bench.create(name);
    assertRefused(
        "InvalidRequestException",
        () ->
            bench.flink.deleteApplicationOutput(
                it -> it.applicationName(name).currentApplicationVersionId(1L).outputId("1.1")));
  }
}
