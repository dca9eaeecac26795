package dev.drey.conformance;

import static dev.drey.conformance.Workbench.assertRefused;
import static dev.drey.conformance.Workbench.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drey.conformance.CheckedAgainst.Source;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

  /** The least that each operation on inputs and outputs takes, without the application's name. */
  static Stream<Arguments> operations_on_inputs_and_outputs() {
    String schema =
        "{'RecordFormat':{'RecordFormatType':'JSON'},'RecordColumns':[{'Name':'a','SqlType':'INT'}]}";
    return Stream.of(
        arguments("AddApplicationInput", "'Input':{'NamePrefix':'p','InputSchema':" + schema + "}"),
        arguments(
            "AddApplicationInputProcessingConfiguration",
            "'InputId':'1.1','InputProcessingConfiguration':{'InputLambdaProcessor':"
                + "{'ResourceARN':'arn:aws:lambda:us-east-1:000000000000:function:f'}}"),
        arguments(
            "AddApplicationOutput",
            "'Output':{'Name':'o','DestinationSchema':{'RecordFormatType':'JSON'}}"),
        arguments(
            "AddApplicationReferenceDataSource",
            "'ReferenceDataSource':{'TableName':'t','ReferenceSchema':" + schema + "}"),
        arguments("DeleteApplicationInputProcessingConfiguration", "'InputId':'1.1'"),
        arguments("DeleteApplicationOutput", "'OutputId':'1.1'"),
        arguments("DeleteApplicationReferenceDataSource", "'ReferenceId':'1.1'"));
  }

  @ParameterizedTest
  @MethodSource("operations_on_inputs_and_outputs")
  @CheckedAgainst(value = Source.BELIEVED, at = "InvalidRequestException, which each of them lists")
  void inputs_and_outputs_are_for_SQL(String operation, String members) {
    SignedCall service = Service.signed();
    String name = bench.freshName();
    String request =
        "{'ApplicationName':'%s','CurrentApplicationVersionId':1,%s}".formatted(name, members);

    assertThat(service.call(operation, request).error()).contains("ResourceNotFoundException");
    bench.create(name);
    assertThat(service.call(operation, request).error()).contains("InvalidRequestException");
  }
}
