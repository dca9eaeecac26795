package dev.drey.conformance;

import static dev.drey.conformance.Workbench.assertRefused;
import static dev.drey.conformance.Workbench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.conformance.CheckedAgainst.Source;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationVersionSummary;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CloudWatchLoggingOption;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CloudWatchLoggingOptionDescription;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CloudWatchLoggingOptionUpdate;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConcurrentModificationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidRequestException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.LimitExceededException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationRequest;

/** What makes versions, how they are shown, and the way back to them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class VersionsTest {
  private static final String STREAM =
      "arn:aws:logs:us-east-1:000000000000:log-group:group:log-stream:one";
  private static final String ANOTHER =
      "arn:aws:logs:us-east-1:000000000000:log-group:group:log-stream:two";

  private final Workbench bench = new Workbench();

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "aws_kinesisanalyticsv2_application: cloudwatch_logging_options; ids as captured")
  void a_log_stream_is_added_changed_and_deleted_each_time_with_a_new_version() {
    String name = bench.freshName();
    bench.create(name);

    var added =
        bench.flink.addApplicationCloudWatchLoggingOption(
            it ->
                it.applicationName(name)
                    .currentApplicationVersionId(1L)
                    .cloudWatchLoggingOption(option -> option.logStreamARN(STREAM)));
    bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.UPDATING);
    assertThat(added.applicationVersionId()).isEqualTo(2);
    assertThat(added.cloudWatchLoggingOptionDescriptions()).containsExactly(option("2.1", STREAM));
    var operation = bench.awaitOperation(name, added.operationId());
    assertThat(operation.operation()).isEqualTo("AddApplicationCloudWatchLoggingOption");
    assertThat(operation.operationStatus()).isEqualTo(OperationStatus.SUCCESSFUL);

    update(
        name,
        it ->
            it.currentApplicationVersionId(2L)
                .cloudWatchLoggingOptionUpdates(
                    CloudWatchLoggingOptionUpdate.builder()
                        .cloudWatchLoggingOptionId("2.1")
                        .logStreamARNUpdate(ANOTHER)
                        .build()));
    assertThat(bench.describe(name).cloudWatchLoggingOptionDescriptions())
        .containsExactly(option("2.1", ANOTHER));

    var deleted =
        bench.flink.deleteApplicationCloudWatchLoggingOption(
            it ->
                it.applicationName(name)
                    .currentApplicationVersionId(3L)
                    .cloudWatchLoggingOptionId("2.1"));
    ApplicationDetail now =
        bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.UPDATING);
    assertThat(deleted.applicationVersionId()).isEqualTo(4);
    assertThat(now.applicationVersionId()).isEqualTo(4);
    assertThat(now.cloudWatchLoggingOptionDescriptions()).isEmpty();
  }

  private static CloudWatchLoggingOptionDescription option(String id, String stream) {
    return CloudWatchLoggingOptionDescription.builder()
        .cloudWatchLoggingOptionId(id)
        .logStreamARN(stream)
        .build();
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "aws_kinesisanalyticsv2_application: vpc_configuration; \"only 1 VPC\" as reported")
  void a_network_is_added_once_and_deleted() {
    String name = bench.freshName();
    bench.create(name);

    var added =
        bench.flink.addApplicationVpcConfiguration(
            it ->
                it.applicationName(name)
                    .conditionalToken(bench.describe(name).conditionalToken())
                    .vpcConfiguration(vpc -> vpc.subnetIds("subnet-1").securityGroupIds("sg-1")));
    bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.UPDATING);
    assertThat(added.vpcConfigurationDescription().vpcConfigurationId()).isEqualTo("2.1");
    assertThat(added.vpcConfigurationDescription().vpcId()).startsWith("vpc-");
    assertThat(added.operationId()).isNotBlank();
    assertThat(
            refusal(
                () ->
                    bench.flink.addApplicationVpcConfiguration(
                        it ->
                            it.applicationName(name)
                                .currentApplicationVersionId(2L)
                                .vpcConfiguration(
                                    vpc -> vpc.subnetIds("subnet-2").securityGroupIds("sg-1")))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("currently supports only 1 VPC configuration(s)");

    bench.flink.deleteApplicationVpcConfiguration(
        it -> it.applicationName(name).currentApplicationVersionId(2L).vpcConfigurationId("2.1"));
    ApplicationDetail now =
        bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.UPDATING);
    assertThat(now.applicationVersionId()).isEqualTo(3);
    assertThat(now.applicationConfigurationDescription().vpcConfigurationDescriptions()).isEmpty();
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "AWS says that an id is needed and not what happens without; a stream more than one too")
  void ids_that_there_are_not_and_a_second_log_stream_are_refused() {
    String name = bench.freshName();
    bench.create(
        name,
        it ->
            it.cloudWatchLoggingOptions(
                CloudWatchLoggingOption.builder().logStreamARN(STREAM).build()));

    assertThat(bench.describe(name).cloudWatchLoggingOptionDescriptions())
        .containsExactly(option("1.1", STREAM));
    assertRefused(
        "InvalidArgumentException",
        () ->
            bench.flink.addApplicationCloudWatchLoggingOption(
                it ->
                    it.applicationName(name)
                        .currentApplicationVersionId(1L)
                        .cloudWatchLoggingOption(option -> option.logStreamARN(ANOTHER))));
    assertRefused(
        "InvalidArgumentException",
        () ->
            bench.flink.deleteApplicationCloudWatchLoggingOption(
                it ->
                    it.applicationName(name)
                        .currentApplicationVersionId(1L)
                        .cloudWatchLoggingOptionId("7.1")));
    assertRefused(
        "InvalidArgumentException",
        () ->
            bench.flink.deleteApplicationVpcConfiguration(
                it ->
                    it.applicationName(name)
                        .currentApplicationVersionId(1L)
                        .vpcConfigurationId("7.1")));
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "CurrentApplicationVersionId, ConditionalToken; that both count together is believed")
  void what_is_not_the_present_version_or_token_is_refused_alike_everywhere() {
    String name = bench.freshName();
    String token = bench.create(name).conditionalToken();
    update(name, it -> it.currentApplicationVersionId(1L).serviceExecutionRoleUpdate(ROLE_2));

    for (long version : new long[] {1L, 3L}) {
      assertThat(
              refusal(
                  () ->
                      update(
                          name,
                          it ->
                              it.currentApplicationVersionId(version)
                                  .serviceExecutionRoleUpdate(Workbench.ROLE))))
          .isInstanceOf(ConcurrentModificationException.class);
      assertThat(
              refusal(
                  () ->
                      bench.flink.addApplicationCloudWatchLoggingOption(
                          it ->
                              it.applicationName(name)
                                  .currentApplicationVersionId(version)
                                  .cloudWatchLoggingOption(option -> option.logStreamARN(STREAM)))))
          .isInstanceOf(ConcurrentModificationException.class);
      assertThat(
              refusal(
                  () ->
                      bench.flink.rollbackApplication(
                          it -> it.applicationName(name).currentApplicationVersionId(version))))
          .isInstanceOf(ConcurrentModificationException.class);
    }
    assertThat(
            refusal(
                () ->
                    bench.flink.addApplicationVpcConfiguration(
                        it ->
                            it.applicationName(name)
                                .currentApplicationVersionId(2L)
                                .conditionalToken(token)
                                .vpcConfiguration(
                                    vpc -> vpc.subnetIds("s").securityGroupIds("g")))))
        .as("the version is right and the token is old")
        .isInstanceOf(ConcurrentModificationException.class);
    assertRefused(
        "InvalidArgumentException",
        () ->
            bench.flink.deleteApplicationVpcConfiguration(
                it -> it.applicationName(name).vpcConfigurationId("1.1")));
  }

  private static final String ROLE_2 = "arn:aws:iam::000000000000:role/another";

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at =
          "DescribeApplicationVersion, ListApplicationVersions; that old ones are READY is believed")
  void every_version_can_be_described_as_it_was() {
    String name = bench.freshName();
    bench.create(name);
    update(name, it -> it.currentApplicationVersionId(1L).serviceExecutionRoleUpdate(ROLE_2));
    update(
        name,
        it ->
            it.currentApplicationVersionId(2L)
                .applicationConfigurationUpdate(
                    change -> change.environmentPropertyUpdates(p -> p.propertyGroups(group(1)))));

    ApplicationDetail first = version(name, 1);
    assertThat(first.applicationVersionId()).isEqualTo(1);
    assertThat(first.serviceExecutionRole()).isEqualTo(Workbench.ROLE);
    assertThat(first.applicationVersionUpdatedFrom()).isNull();
    ApplicationDetail second = version(name, 2);
    assertThat(second.serviceExecutionRole()).isEqualTo(ROLE_2);
    assertThat(second.applicationVersionUpdatedFrom()).isEqualTo(1);
    assertThat(second.applicationConfigurationDescription().environmentPropertyDescriptions())
        .isNull();
    assertThat(version(name, 3)).isEqualTo(bench.describe(name));
    assertThat(versions(name))
        .extracting(ApplicationVersionSummary::applicationVersionId)
        .containsExactly(3L, 2L, 1L);
    assertThat(versions(name))
        .extracting(ApplicationVersionSummary::applicationStatus)
        .containsOnly(ApplicationStatus.READY);
    assertThat(refusal(() -> version(name, 4))).isInstanceOf(ResourceNotFoundException.class);
    assertThat(refusal(() -> version(name + "-not", 1)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(
            refusal(
                () -> bench.flink.listApplicationVersions(it -> it.applicationName(name + "-not"))))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  @CheckedAgainst(value = Source.MODEL, at = "UpdateApplicationMaintenanceConfiguration")
  void the_maintenance_window_is_eight_hours_and_makes_no_version() {
    String name = bench.freshName();
    bench.create(name);

    var moved =
        bench
            .flink
            .updateApplicationMaintenanceConfiguration(
                it ->
                    it.applicationName(name)
                        .applicationMaintenanceConfigurationUpdate(
                            to -> to.applicationMaintenanceWindowStartTimeUpdate("20:30")))
            .applicationMaintenanceConfigurationDescription();

    assertThat(moved.applicationMaintenanceWindowStartTime()).isEqualTo("20:30");
    assertThat(moved.applicationMaintenanceWindowEndTime()).isEqualTo("04:30");
    ApplicationDetail now = bench.describe(name);
    assertThat(now.applicationMaintenanceConfigurationDescription()).isEqualTo(moved);
    assertThat(now.applicationVersionId()).isEqualTo(1);
    assertThat(now.applicationStatus()).isEqualTo(ApplicationStatus.READY);
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "RollbackApplication: RUNNING, UPDATING or AUTOSCALING; the types are not documented")
  void there_is_nothing_to_roll_back_in_what_does_not_run() {
    String name = bench.freshName();
    bench.create(name);

    assertThat(
            refusal(
                () ->
                    bench.flink.rollbackApplication(
                        it -> it.applicationName(name).currentApplicationVersionId(1L))))
        .isInstanceOf(ResourceInUseException.class);
    assertThat(
            refusal(
                () ->
                    bench.flink.rollbackApplication(
                        it -> it.applicationName(name + "-not").currentApplicationVersionId(1L))))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "quotas: 64 KPUs; the type is believed")
  void more_KPUs_than_an_application_may_have_are_refused() {
    String name = bench.freshName();
    bench.create(name);

    assertThat(
            refusal(
                () ->
                    update(
                        name,
                        it ->
                            it.currentApplicationVersionId(1L)
                                .applicationConfigurationUpdate(
                                    change ->
                                        change.flinkApplicationConfigurationUpdate(
                                            flink ->
                                                flink.parallelismConfigurationUpdate(
                                                    parallelism ->
                                                        parallelism
                                                            .configurationTypeUpdate("CUSTOM")
                                                            .parallelismUpdate(65)
                                                            .parallelismPerKPUUpdate(1)))))))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  @Tag("flink")
  @CheckedAgainst(
      value = Source.PAGE,
      at = "RollbackApplication; that it makes a version of its own is believed")
  void a_running_application_is_rolled_back_to_the_version_before() {
    String name = bench.freshName();
    bench.createWithCode(name);
    bench.flink.startApplication(it -> it.applicationName(name));
    bench.awaitStatus(name, ApplicationStatus.RUNNING, ApplicationStatus.STARTING);
    assertThat(
            refusal(
                () ->
                    bench.flink.rollbackApplication(
                        it -> it.applicationName(name).currentApplicationVersionId(1L))))
        .as("no version before: the type is believed")
        .isInstanceOf(InvalidRequestException.class);
    bench.flink.addApplicationCloudWatchLoggingOption(
        it ->
            it.applicationName(name)
                .currentApplicationVersionId(1L)
                .cloudWatchLoggingOption(option -> option.logStreamARN(STREAM)));
    bench.awaitStatus(name, ApplicationStatus.RUNNING, ApplicationStatus.UPDATING);
    update(
        name,
        it ->
            it.currentApplicationVersionId(2L)
                .applicationConfigurationUpdate(
                    change -> change.environmentPropertyUpdates(p -> p.propertyGroups(group(3)))));

    var answer =
        bench.flink.rollbackApplication(
            it -> it.applicationName(name).currentApplicationVersionId(3L));
    assertThat(answer.applicationDetail().applicationStatus())
        .isEqualTo(ApplicationStatus.ROLLING_BACK);
    ApplicationDetail now =
        bench.awaitStatus(name, ApplicationStatus.RUNNING, ApplicationStatus.ROLLING_BACK);

    assertThat(now.applicationVersionId()).isEqualTo(4);
    assertThat(now.applicationVersionRolledBackFrom()).isEqualTo(3);
    assertThat(now.applicationVersionRolledBackTo()).isEqualTo(2);
    assertThat(now.cloudWatchLoggingOptionDescriptions()).containsExactly(option("2.1", STREAM));
    assertThat(now.applicationConfigurationDescription().environmentPropertyDescriptions())
        .isNull();
    var operation = bench.awaitOperation(name, answer.operationId());
    assertThat(operation.operation()).isEqualTo("RollbackApplication");
    assertThat(operation.operationStatus()).isEqualTo(OperationStatus.SUCCESSFUL);
    assertThat(operation.operationFailureDetails()).isNull();
    assertThat(operation.applicationVersionChangeDetails().applicationVersionUpdatedTo())
        .isEqualTo(4);
    assertThat(versions(name))
        .extracting(ApplicationVersionSummary::applicationStatus)
        .containsExactly(
            ApplicationStatus.RUNNING,
            ApplicationStatus.ROLLED_BACK,
            ApplicationStatus.READY,
            ApplicationStatus.READY);
  }

  private void update(String name, Consumer<UpdateApplicationRequest.Builder> change) {
    ApplicationStatus before = bench.describe(name).applicationStatus();
    UpdateApplicationRequest.Builder request =
        UpdateApplicationRequest.builder().applicationName(name);
    change.accept(request);
    bench.flink.updateApplication(request.build());
    bench.awaitStatus(name, before, ApplicationStatus.UPDATING);
  }

  private static PropertyGroup group(int round) {
    return PropertyGroup.builder()
        .propertyGroupId("conformance")
        .propertyMap(Map.of("round", Integer.toString(round)))
        .build();
  }

  private ApplicationDetail version(String name, long number) {
    return bench
        .flink
        .describeApplicationVersion(it -> it.applicationName(name).applicationVersionId(number))
        .applicationVersionDetail();
  }

  /** All of them, by pages of two. */
  private List<ApplicationVersionSummary> versions(String name) {
    return bench
        .flink
        .listApplicationVersionsPaginator(it -> it.applicationName(name).limit(2))
        .stream()
        .flatMap(page -> page.applicationVersionSummaries().stream())
        .toList();
  }
}
