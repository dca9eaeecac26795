package dev.drey.server.http.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.core.control.NewApplication;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for, and what DescribeApplication then says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DescriptionTest {
  private static final ApplicationId CLICKS =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.789Z");
  private static final String BARE =
      "'ApplicationName':'clicks','RuntimeEnvironment':'FLINK-1_20','ServiceExecutionRole':'arn:aws:iam::1:role/r'";

  @Test
  void a_bare_application_shows_every_default() {
    JsonNode detail = describe(create(""));

    assertThat(detail)
        .isEqualTo(
            Asked.json(
                """
                {
                  'ApplicationName': 'clicks',
                  'ApplicationARN': 'arn:aws:kinesisanalytics:us-east-1:000000000000:application/clicks',
                  'ApplicationStatus': 'READY',
                  'ApplicationVersionId': 1,
                  'RuntimeEnvironment': 'FLINK-1_20',
                  'ApplicationMode': 'STREAMING',
                  'ServiceExecutionRole': 'arn:aws:iam::1:role/r',
                  'CreateTimestamp': 1795348800,
                  'LastUpdateTimestamp': 1795348800,
                  'ApplicationVersionCreateTimestamp': 1795348800,
                  'ConditionalToken': 'u1-1',
                  'ApplicationConfigurationDescription': {
                    'FlinkApplicationConfigurationDescription': {
                      'CheckpointConfigurationDescription': {
                        'ConfigurationType': 'DEFAULT',
                        'CheckpointingEnabled': true,
                        'CheckpointInterval': 60000,
                        'MinPauseBetweenCheckpoints': 5000
                      },
                      'MonitoringConfigurationDescription': {
                        'ConfigurationType': 'DEFAULT', 'MetricsLevel': 'APPLICATION', 'LogLevel': 'INFO'
                      },
                      'ParallelismConfigurationDescription': {
                        'ConfigurationType': 'DEFAULT',
                        'Parallelism': 1,
                        'ParallelismPerKPU': 1,
                        'CurrentParallelism': 1,
                        'AutoScalingEnabled': true
                      }
                    },
                    'ApplicationSnapshotConfigurationDescription': {
                      'SnapshotsEnabled': true, 'SnapshotMode': 'APPLICATION_SNAPSHOTS_LEGACY'
                    },
                    'ApplicationSystemRollbackConfigurationDescription': { 'RollbackEnabled': false }
                  },
                  'ApplicationMaintenanceConfigurationDescription': {
                    'ApplicationMaintenanceWindowStartTime': '03:00',
                    'ApplicationMaintenanceWindowEndTime': '11:00'
                  }
                }
                """));
  }

  @Test
  void everything_that_is_asked_for_is_shown() {
    JsonNode detail =
        describe(
            create(
                """
                ,'ApplicationDescription': 'counts',
                 'CloudWatchLoggingOptions': [{'LogStreamARN': 'arn:aws:logs:::x'}],
                 'ApplicationConfiguration': {
                   'ApplicationCodeConfiguration': {
                     'CodeContentType': 'ZIPFILE',
                     'CodeContent': {'S3ContentLocation':
                       {'BucketARN': 'arn:aws:s3:::jars', 'FileKey': 'a/b.jar', 'ObjectVersion': 'v3'}}},
                   'EnvironmentProperties': {'PropertyGroups': [
                     {'PropertyGroupId': 'in', 'PropertyMap': {'topic': 'clicks'}}]},
                   'FlinkApplicationConfiguration': {
                     'MonitoringConfiguration': {'ConfigurationType': 'CUSTOM', 'LogLevel': 'DEBUG'},
                     'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointInterval': 1000.0},
                     'ParallelismConfiguration': {'ConfigurationType': 'DEFAULT', 'Parallelism': 9}},
                   'ApplicationSnapshotConfiguration': {'SnapshotsEnabled': false},
                   'ApplicationSystemRollbackConfiguration': {'RollbackEnabled': 'true'},
                   'ApplicationEncryptionConfiguration': {'KeyType': 'CUSTOMER_MANAGED_KEY', 'KeyId': 'arn:aws:kms:us-east-1:000000000000:key/1'},
                   'VpcConfigurations': [{'SubnetIds': ['subnet-1'], 'SecurityGroupIds': ['sg-1', 'sg-2']}]}
                """));

    assertThat(detail.at("/ApplicationDescription").asText()).isEqualTo("counts");
    assertThat(detail.at("/CloudWatchLoggingOptionDescriptions"))
        .isEqualTo(
            Asked.json("[{'CloudWatchLoggingOptionId':'1.1','LogStreamARN':'arn:aws:logs:::x'}]"));
    JsonNode configuration = detail.at("/ApplicationConfigurationDescription");
    assertThat(configuration.at("/ApplicationCodeConfigurationDescription"))
        .isEqualTo(
            Asked.json(
                """
                {'CodeContentType': 'ZIPFILE', 'CodeContentDescription': {
                  'CodeMD5': 'ffffffffffffffffffffffffffffffff', 'CodeSize': 4033626,
                  'S3ApplicationCodeLocationDescription':
                    {'BucketARN': 'arn:aws:s3:::jars', 'FileKey': 'a/b.jar', 'ObjectVersion': 'v3'}}}
                """));
    assertThat(configuration.at("/EnvironmentPropertyDescriptions"))
        .isEqualTo(
            Asked.json(
                "{'PropertyGroupDescriptions':[{'PropertyGroupId':'in','PropertyMap':{'topic':'clicks'}}]}"));
    JsonNode flink = configuration.at("/FlinkApplicationConfigurationDescription");
    assertThat(flink.at("/MonitoringConfigurationDescription"))
        .isEqualTo(
            Asked.json(
                "{'ConfigurationType':'CUSTOM','MetricsLevel':'APPLICATION','LogLevel':'DEBUG'}"));
    assertThat(flink.at("/CheckpointConfigurationDescription/CheckpointInterval").asInt())
        .isEqualTo(1000);
    assertThat(flink.at("/CheckpointConfigurationDescription/MinPauseBetweenCheckpoints").asInt())
        .isEqualTo(5000);
    assertThat(flink.at("/ParallelismConfigurationDescription/Parallelism").asInt())
        .as("DEFAULT wins over what stands beside it")
        .isEqualTo(1);
    assertThat(
            configuration
                .at("/ApplicationSnapshotConfigurationDescription/SnapshotsEnabled")
                .asBoolean())
        .isFalse();
    assertThat(
            configuration
                .at("/ApplicationSystemRollbackConfigurationDescription/RollbackEnabled")
                .asBoolean())
        .isTrue();
    assertThat(configuration.at("/ApplicationEncryptionConfigurationDescription/KeyType").asText())
        .isEqualTo("CUSTOMER_MANAGED_KEY");
    JsonNode vpc = configuration.at("/VpcConfigurationDescriptions/0");
    assertThat(vpc.at("/VpcConfigurationId").asText()).isEqualTo("1.1");
    assertThat(vpc.at("/VpcId").asText()).matches("vpc-[0-9a-f]{17}");
    assertThat(vpc.at("/SecurityGroupIds")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ApplicationMode':'INTERACTIVE' | UNSUPPORTED | INTERACTIVE",
        "'ApplicationConfiguration':{'SqlApplicationConfiguration':{}} | UNSUPPORTED | SqlApplicationConfiguration",
        "'ApplicationConfiguration':{'ZeppelinApplicationConfiguration':{}} | UNSUPPORTED | ZeppelinApplicationConfiguration",
        "'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'PLAINTEXT','CodeContent':{'TextContent':'x'}}} | INVALID_ARGUMENT | ZIPFILE",
        "'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'ZIPFILE'}} | INVALID_ARGUMENT | exactly one",
        "'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'ZIPFILE','CodeContent':{'ZipFileContent':'AAAA','S3ContentLocation':{'BucketARN':'arn:aws:s3:::b','FileKey':'k'}}}} | INVALID_ARGUMENT | exactly one",
        "'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'ZIPFILE','CodeContent':{'S3ContentLocation':{'BucketARN':'arn:aws:sqs:b','FileKey':'k'}}}} | INVALID_ARGUMENT | arn:aws:s3:::",
        "'ApplicationConfiguration':{'ApplicationEncryptionConfiguration':{'KeyType':'CUSTOMER_MANAGED_KEY'}} | INVALID_ARGUMENT | KeyId",
        "'ApplicationConfiguration':{'ApplicationEncryptionConfiguration':{'KeyType':'AWS_OWNED_KEY','KeyId':'arn:aws:kms:us-east-1:000000000000:key/1'}} | INVALID_ARGUMENT | KeyId",
        "'ApplicationConfiguration':{'EnvironmentProperties':{'PropertyGroups':[{'PropertyGroupId':'a','PropertyMap':{'k':'v'}},{'PropertyGroupId':'a','PropertyMap':{'k':'v'}}]}} | INVALID_ARGUMENT | twice",
        "'Tags':[{'Key':'a'},{'Key':'a','Value':'b'}] | INVALID_ARGUMENT | twice",
      })
  void what_a_Flink_application_cannot_have_is_refused(
      String member, Reason reason, String message) {
    assertThatThrownBy(() -> create("," + member))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.reason()).isEqualTo(reason));
  }

  @Test
  void a_run_configuration_is_shown_once_the_application_was_started() {
    Application started = application().runAs(Runs.forStart(Optional.empty()));

    JsonNode detail =
        ApplicationDetail.of(started, Version.first(create("").configuration(), NOON));

    assertThat(detail.at("/ApplicationConfigurationDescription/RunConfigurationDescription"))
        .isEqualTo(
            Asked.json(
                """
                {'ApplicationRestoreConfigurationDescription':
                   {'ApplicationRestoreType': 'RESTORE_FROM_LATEST_SNAPSHOT'},
                 'FlinkRunConfigurationDescription': {'AllowNonRestoredState': false}}
                """));
  }

  @Test
  void an_update_changes_what_it_names_and_nothing_else() {
    Configuration before =
        configuration("'ParallelismConfiguration':{'ConfigurationType':'CUSTOM','Parallelism':4}");

    Configuration after =
        update(
            before,
            "'FlinkApplicationConfigurationUpdate':{'ParallelismConfigurationUpdate':{'ParallelismPerKPUUpdate':2}}");

    assertThat(after.parallelism().parallelism()).isEqualTo(4);
    assertThat(after.parallelism().perKpu()).isEqualTo(2);
    assertThat(after).usingRecursiveComparison().ignoringFields("parallelism").isEqualTo(before);
  }

  @Test
  void a_block_of_defaults_takes_no_values_until_it_is_made_custom() {
    Configuration before = configuration("");
    String value = "'ParallelismUpdate':2";

    assertThatThrownBy(() -> update(before, parallelism(value)))
        .hasMessageContaining("ConfigurationTypeUpdate CUSTOM");
    Configuration custom =
        update(before, parallelism("'ConfigurationTypeUpdate':'CUSTOM'," + value));
    assertThat(custom.parallelism().parallelism()).isEqualTo(2);
    assertThat(update(custom, parallelism("'ConfigurationTypeUpdate':'DEFAULT'")).parallelism())
        .isEqualTo(before.parallelism());
  }

  @Test
  void an_update_replaces_the_whole_set_of_properties() {
    Configuration before = configuration("");
    Configuration two =
        update(
            before,
            groups(
                "{'PropertyGroupId':'a','PropertyMap':{'k':'v'}},{'PropertyGroupId':'b','PropertyMap':{'k':'v'}}"));

    assertThat(two.properties()).hasSize(2);
    assertThat(update(two, "").properties()).hasSize(2);
    assertThat(update(two, groups("{'PropertyGroupId':'b','PropertyMap':{'k':'w'}}")).properties())
        .hasSize(1);
    assertThat(update(two, groups("")).properties()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'FileKeyUpdate':'c.jar'                                   | b | c.jar | ",
        "'FileKeyUpdate':'a.jar'                                   | b | a.jar | v1",
        "'ObjectVersionUpdate':'v2'                                | b | a.jar | v2",
        "'BucketARNUpdate':'arn:aws:s3:::d','FileKeyUpdate':'a.jar'| d | a.jar | ",
      })
  void new_code_is_where_the_update_says_and_else_where_the_old_was(
      String update, String bucket, String key, String version) {
    Configuration now =
        configuration("")
            .withCode(code(new CodeSource.S3("arn:aws:s3:::b", "a.jar", Optional.of("v1"))));

    assertThat(source(now, update))
        .hasValue(new CodeSource.S3("arn:aws:s3:::" + bucket, key, Optional.ofNullable(version)));
  }

  @Test
  void half_a_location_is_none_where_there_was_no_code() {
    assertThatThrownBy(() -> source(configuration(""), "'FileKeyUpdate':'c.jar'"))
        .hasMessageContaining("BucketARNUpdate");
    assertThat(UpdateOf.settings(updateRequest("")).code().apply(configuration(""))).isEmpty();
  }

  @Test
  void only_what_is_there_can_be_updated_by_its_id() {
    Members request =
        Asked.request(
            "UpdateApplication",
            "{'ApplicationName':'clicks','CloudWatchLoggingOptionUpdates':[{'CloudWatchLoggingOptionId':'2.1','LogStreamARNUpdate':'arn:x'}]}");

    assertThatThrownBy(() -> UpdateOf.settings(request).settings().apply(configuration("")))
        .hasMessageContaining("CloudWatchLoggingOptionId 2.1");
  }

  @Test
  void an_update_without_a_word_on_state_keeps_the_state() {
    assertThat(UpdateOf.settings(updateRequest("")).run()).isEmpty();
    Members request =
        Asked.request(
            "UpdateApplication",
            "{'ApplicationName':'clicks','RunConfigurationUpdate':{'FlinkRunConfiguration':{'AllowNonRestoredState':true}}}");
    assertThat(UpdateOf.settings(request).run())
        .hasValue(new RunConfiguration(RunConfiguration.LATEST.restore(), Optional.empty(), true));
  }

  private static String parallelism(String members) {
    return "'FlinkApplicationConfigurationUpdate':{'ParallelismConfigurationUpdate':{"
        + members
        + "}}";
  }

  private static String groups(String groups) {
    return "'EnvironmentPropertyUpdates':{'PropertyGroups':[" + groups + "]}";
  }

  private static Optional<CodeSource> source(Configuration now, String location) {
    String update =
        "'ApplicationCodeConfigurationUpdate':{'CodeContentUpdate':{'S3ContentLocationUpdate':{"
            + location
            + "}}}";
    return UpdateOf.settings(updateRequest(update)).code().apply(now);
  }

  private static Configuration update(Configuration now, String update) {
    return UpdateOf.settings(updateRequest(update)).settings().apply(now);
  }

  private static Members updateRequest(String update) {
    return Asked.request(
        "UpdateApplication",
        "{'ApplicationName':'clicks','ApplicationConfigurationUpdate':{" + update + "}}");
  }

  private static Configuration configuration(String flink) {
    return create(",'ApplicationConfiguration':{'FlinkApplicationConfiguration':{" + flink + "}}")
        .configuration();
  }

  private static NewApplication create(String more) {
    return Creation.of(CLICKS, Asked.request("CreateApplication", "{" + BARE + more + "}"));
  }

  private static Code code(CodeSource.S3 source) {
    return new Code(new Sha256("0".repeat(64)), "f".repeat(32), 4033626, Optional.of(source));
  }

  private static JsonNode describe(NewApplication asked) {
    Configuration configuration =
        asked
            .code()
            .map(source -> asked.configuration().withCode(code((CodeSource.S3) source)))
            .orElse(asked.configuration());
    JsonNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .set(
                "ApplicationDetail",
                ApplicationDetail.of(
                    application(asked.description()), Version.first(configuration, NOON)));
    assertThat(Asked.members(Asked.read("DescribeApplication", answer)))
        .as("what the contract knows of the answer")
        .isEqualTo(Asked.members(answer));
    return Asked.json(answer.toString()).get("ApplicationDetail");
  }

  private static Application application() {
    return application(Optional.empty());
  }

  private static Application application(Optional<String> description) {
    return new Application(
        CLICKS,
        "u1",
        description,
        NOON,
        NOON,
        1,
        0,
        Map.of(),
        Optional.empty(),
        "03:00",
        Ready.NEW,
        0);
  }
}
