package dev.drey.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ValidationTest {
  private final Contract contract = Contract.kinesisAnalytics();

  @Test
  void all_breaches_are_told_at_once_in_the_words_of_AWS() {
    Fault fault =
        refusal(
            "CreateApplication",
            "{'ApplicationName':'my clicks','RuntimeEnvironment':'SQL-1.0','Tags':[{'Value':'x'}]}");

    assertThat(fault.type()).isEqualTo("ValidationException");
    assertThat(fault)
        .hasMessage(
            "4 validation errors detected: "
                + "Value 'my clicks' at 'applicationName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
                + "Value 'SQL-1.0' at 'runtimeEnvironment' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [SQL-1_0, FLINK-1_6, FLINK-1_8, ZEPPELIN-FLINK-1_0, "
                + "FLINK-1_11, FLINK-1_13, ZEPPELIN-FLINK-2_0, FLINK-1_15, ZEPPELIN-FLINK-3_0, FLINK-1_18, "
                + "FLINK-1_19, FLINK-1_20, FLINK-2_2, FLINK-2_3]; "
                + "Value null at 'serviceExecutionRole' failed to satisfy constraint: Member must not be null; "
                + "Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void one_breach_is_one_error() {
    assertThat(refusal("ListApplications", "{'Limit':51}"))
        .hasMessage(
            "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: "
                + "Member must have value less than or equal to 50");
  }

  @Test
  void an_empty_body_is_a_request_without_members() throws IOException {
    assertThat(request("ListApplications", "")).isEmpty();
    assertThat(refusal("DescribeApplication", "")).hasMessageContaining("'applicationName'");
  }

  @Test
  void what_clients_of_another_age_send_is_left_out() throws IOException {
    assertThat(
            request(
                "ListApplications",
                "{'Since':{'Deep':[1,{'Er':null}]},'Limit':5,'NextToken':null}"))
        .isEqualTo(request("ListApplications", "{'Limit':5}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5.0", "5e0", "0.5E1", "50e-1"})
  void whole_numbers_are_whole_however_they_are_written(String five) throws IOException {
    assertThat(request("ListApplications", "{'Limit':" + five + "}").get("Limit").longValue())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "'true'"})
  void booleans_may_stand_in_quotes(String yes) throws IOException {
    assertThat(
            request("StopApplication", "{'ApplicationName':'a','Force':" + yes + "}")
                .get("Force")
                .isBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ListApplications    | {'Limit':5.5}                                | NUMBER_VALUE can not be converted to an Integer at 'limit'",
        "ListApplications    | {'Limit':1e999999999}                        | NUMBER_VALUE can not be converted to an Integer at 'limit'",
        "ListApplications    | {'Limit':1e-999999999}                       | NUMBER_VALUE can not be converted to an Integer at 'limit'",
        "ListApplications    | {'Limit':9999999999}                         | NUMBER_VALUE can not be converted to an Integer at 'limit'",
        "ListApplications    | {'Limit':'5'}                                | STRING_VALUE can not be converted to an Integer at 'limit'",
        "DescribeApplication | {'ApplicationName':5}                        | NUMBER_VALUE can not be converted to a String at 'applicationName'",
        "DescribeApplication | {'ApplicationName':['a']}                    | a list can not be converted to a String at 'applicationName'",
        "StopApplication     | {'ApplicationName':'a','Force':'yes'}        | STRING_VALUE can not be converted to a Boolean at 'force'",
        "StopApplication     | {'ApplicationName':'a','Force':1}            | NUMBER_VALUE can not be converted to a Boolean at 'force'",
        "DeleteApplication   | {'ApplicationName':'a','CreateTimestamp':'now'} | STRING_VALUE can not be converted to a Timestamp at 'createTimestamp'",
        "DeleteApplication   | {'ApplicationName':'a','CreateTimestamp':1e300} | NUMBER_VALUE can not be converted to a Timestamp at 'createTimestamp'",
        "TagResource         | {'Tags':{'Key':'a'}}                         | a structure or map can not be converted to a list at 'tags'",
        "TagResource         | {'Tags':[['a']]}                             | a list can not be converted to a structure at 'tags.1.member'",
        "ListApplications    | []                                           | a list can not be converted to a structure at the request",
        "ListApplications    | null                                         | NULL_VALUE can not be converted to a structure at the request",
        "ListApplications    | {} {}                                        | the request goes on after its end",
        "ListApplications    | {'Limit':                                    | the request is not JSON",
        "ListApplications    | {'Limit':NaN}                                | the request is not JSON",
        "ListApplications    | hello                                        | the request is not JSON",
      })
  void what_is_not_of_the_right_type_cannot_be_read(String operation, String body, String message) {
    Fault fault = refusal(operation, body);

    assertThat(fault.type()).isEqualTo("SerializationException");
    assertThat(fault).hasMessageContaining(message);
  }

  @Test
  void a_body_that_is_not_UTF_8_cannot_be_read() {
    byte[] latin = "{\"ApplicationName\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(
            () ->
                Validation.request(
                    operation("DescribeApplication"), new ByteArrayInputStream(latin)))
        .isInstanceOfSatisfying(
            Fault.class, it -> assertThat(it.type()).isEqualTo("SerializationException"));
  }

  @Test
  void a_body_that_is_nested_without_end_cannot_be_read() {
    Fault fault = refusal("ListApplications", "{'X':" + "[".repeat(100_000));

    assertThat(fault.type()).isEqualTo("SerializationException");
  }

  @Test
  void bytes_come_in_base64() throws IOException {
    assertThat(
            request("CreateApplication", create("{'ZipFileContent':'UEsDBA=='}"))
                .at(ZIP)
                .binaryValue())
        .isEqualTo(new byte[] {'P', 'K', 3, 4});
    assertThat(refusal("CreateApplication", create("{'ZipFileContent':'UEsDB!=='}")))
        .hasMessageContaining("is not in base64");
  }

  @Test
  void a_message_never_shows_the_value_of_a_property() {
    String secret = "s3cret".repeat(1000);
    String groups =
        "{'ApplicationName':'a','ApplicationConfigurationUpdate':{'EnvironmentPropertyUpdates':{'PropertyGroups':"
            + "[{'PropertyGroupId':'db','PropertyMap':{'password':'"
            + secret
            + "','"
            + secret
            + "':'x'}}]}}}";

    Fault fault = refusal("UpdateApplication", groups);

    assertThat(fault)
        .hasMessageStartingWith("2 validation errors detected: ")
        .hasMessageContaining("propertyMap.password'")
        .hasMessageNotContaining(secret.substring(0, 300));
  }

  @Test
  void a_message_does_not_repeat_a_value_of_any_length() {
    String name = "\ud83d\udc3f".repeat(100_000);

    assertThat(refusal("DescribeApplication", "{'ApplicationName':'" + name + "'}").getMessage())
        .hasSizeLessThan(2_000);
  }

  private static final String ZIP =
      "/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent/ZipFileContent";

  private static String create(String content) {
    return "{'ApplicationName':'a','RuntimeEnvironment':'FLINK-1_20','ServiceExecutionRole':'arn:aws:iam::1:role/r',"
        + "'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'ZIPFILE','CodeContent':"
        + content
        + "}}}";
  }

  private Fault refusal(String operation, String body) {
    return catchThrowableOfType(Fault.class, () -> request(operation, body));
  }

  /** Bodies stand in single quotes here, so that they can be read. */
  private ObjectNode request(String operation, String body) throws IOException {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Validation.request(operation(operation), new ByteArrayInputStream(json));
  }

  private Operation operation(String name) {
    return contract.operation(name).orElseThrow();
  }
}
