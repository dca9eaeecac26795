package dev.drey.conformance;

import static dev.drey.conformance.Workbench.assertRefused;
import static dev.drey.conformance.Workbench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.conformance.CheckedAgainst.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationConfigurationDescription;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationMode;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConcurrentModificationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConfigurationType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationRequest;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationResponse;

/** Applications that do not run: made, shown, listed, changed and deleted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class ApplicationsTest {
  private final Workbench bench = new Workbench();

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "aws_kinesisanalyticsv2_application, basic Flink application")
  void a_bare_application_is_ready_at_once_and_has_the_defaults() {
    String name = bench.freshName();

    ApplicationDetail made = bench.create(name);

    assertThat(made.applicationStatus()).isEqualTo(ApplicationStatus.READY);
    assertThat(made.applicationVersionId()).isEqualTo(1);
    assertThat(made.applicationARN())
        .matches("arn:aws:kinesisanalytics:[a-z0-9-]+:[0-9]{12}:application/" + name);
    assertThat(made.applicationMode()).isEqualTo(ApplicationMode.STREAMING);
    assertThat(made.serviceExecutionRole()).isEqualTo(Workbench.ROLE);
    assertThat(made.conditionalToken()).matches("[a-zA-Z0-9-_+/=]{1,512}");
    assertThat(made.applicationVersionUpdatedFrom()).isNull();
    assertThat(made.applicationDescription()).isNull();
    ApplicationConfigurationDescription configuration = made.applicationConfigurationDescription();
    assertThat(configuration.applicationCodeConfigurationDescription()).isNull();
    assertThat(configuration.runConfigurationDescription()).isNull();
    assertThat(configuration.applicationSnapshotConfigurationDescription().snapshotsEnabled())
        .isTrue();
    var flink = configuration.flinkApplicationConfigurationDescription();
    var checkpoints = flink.checkpointConfigurationDescription();
    assertThat(checkpoints.configurationType()).isEqualTo(ConfigurationType.DEFAULT);
    assertThat(checkpoints.checkpointingEnabled()).isTrue();
    assertThat(checkpoints.checkpointInterval()).isEqualTo(60_000);
    assertThat(checkpoints.minPauseBetweenCheckpoints()).isEqualTo(5_000);
    assertThat(flink.monitoringConfigurationDescription().metricsLevelAsString())
        .isEqualTo("APPLICATION");
    assertThat(flink.monitoringConfigurationDescription().logLevelAsString()).isEqualTo("INFO");
    var parallelism = flink.parallelismConfigurationDescription();
    assertThat(parallelism.parallelism()).isEqualTo(1);
    assertThat(parallelism.parallelismPerKPU()).isEqualTo(1);
    assertThat(parallelism.currentParallelism()).isEqualTo(1);
    assertThat(parallelism.autoScalingEnabled()).isTrue();
    assertThat(bench.describe(name)).isEqualTo(made);
  }

  @Test
  @CheckedAgainst(
      value = Source.CAPTURE,
      at = "CreateTimestamp and LastUpdateTimestamp of DescribeApplication")
  void timestamps_are_whole_seconds() {
    ApplicationDetail made = bench.create(bench.freshName());

    assertThat(made.createTimestamp())
        .isEqualTo(made.createTimestamp().truncatedTo(ChronoUnit.SECONDS));
    assertThat(made.lastUpdateTimestamp()).isEqualTo(made.createTimestamp());
    assertThat(made.createTimestamp())
        .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(300));
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "CreateApplication: ResourceInUseException")
  void a_name_that_is_taken_is_refused() {
    String name = bench.freshName();
    bench.create(name);

    assertThat(refusal(() -> bench.create(name)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(name);
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "DescribeApplication: ResourceNotFoundException")
  void what_does_not_exist_is_not_found() {
    String name = bench.freshName();

    assertThat(refusal(() -> bench.describe(name)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(name);
    assertRefused(
        "ResourceNotFoundException",
        () -> bench.flink.startApplication(it -> it.applicationName(name)));
    assertRefused(
        "ResourceNotFoundException",
        () -> bench.flink.stopApplication(it -> it.applicationName(name)));
    assertRefused(
        "ResourceNotFoundException",
        () ->
            bench.flink.updateApplication(
                it -> it.applicationName(name).currentApplicationVersionId(1L)));
    assertRefused(
        "ResourceNotFoundException",
        () ->
            bench.flink.deleteApplication(
                it -> it.applicationName(name).createTimestamp(Instant.now())));
  }

  @Test
  @CheckedAgainst(
      value = Source.MODEL,
      at = "ListApplicationsInputLimit, NextToken typed as ApplicationName")
  void the_pages_of_the_list_together_hold_every_application_once() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(bench.freshName());
      bench.create(made.get(i));
    }

    List<String> listed = new ArrayList<>();
    bench
        .flink
        .listApplicationsPaginator(it -> it.limit(2))
        .forEach(
            page -> {
              assertThat(page.applicationSummaries()).hasSizeLessThanOrEqualTo(2);
              assertThat(
                      page.nextToken() == null || page.nextToken().matches("[a-zA-Z0-9_.-]{1,128}"))
                  .isTrue();
              page.applicationSummaries().stream()
                  .map(ApplicationSummary::applicationName)
                  .forEach(listed::add);
            });

    assertThat(listed).doesNotHaveDuplicates().containsAll(made);
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "UpdateApplication; version and status of an application that does not run")
  void an_update_makes_a_new_version() {
    String name = bench.freshName();
    ApplicationDetail made = bench.create(name);

    UpdateApplicationResponse answer =
        bench.flink.updateApplication(parallelism(name).currentApplicationVersionId(1L).build());

    assertThat(answer.operationId()).isNotBlank();
    assertThat(answer.applicationDetail().applicationVersionId()).isEqualTo(2);
    bench.awaitOperation(name, answer.operationId());
    ApplicationDetail now =
        bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.UPDATING);
    assertThat(now.applicationVersionId()).isEqualTo(2);
    assertThat(now.applicationVersionUpdatedFrom()).isEqualTo(1);
    assertThat(now.conditionalToken()).isNotEqualTo(made.conditionalToken());
    var parallelism =
        now.applicationConfigurationDescription()
            .flinkApplicationConfigurationDescription()
            .parallelismConfigurationDescription();
    assertThat(parallelism.configurationType()).isEqualTo(ConfigurationType.CUSTOM);
    assertThat(parallelism.parallelism()).isEqualTo(2);
    assertThat(parallelism.parallelismPerKPU()).isEqualTo(1);
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "UpdateApplication: ConcurrentModificationException, ConditionalToken")
  void an_update_of_an_older_version_is_refused() {
    String name = bench.freshName();
    ApplicationDetail made = bench.create(name);
    bench.flink.updateApplication(
        parallelism(name).conditionalToken(made.conditionalToken()).build());
    bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.UPDATING);

    assertThat(
            refusal(
                () ->
                    bench.flink.updateApplication(
                        parallelism(name).currentApplicationVersionId(1L).build())))
        .isInstanceOf(ConcurrentModificationException.class);
    assertThat(
            refusal(
                () ->
                    bench.flink.updateApplication(
                        parallelism(name).conditionalToken(made.conditionalToken()).build())))
        .isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "UpdateApplication: one of version and token must be given; the type is not documented")
  void an_update_of_no_version_is_refused() {
    String name = bench.freshName();
    bench.create(name);

    assertThat(refusal(() -> bench.flink.updateApplication(parallelism(name).build())))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("CurrentApplicationVersionId");
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "EnvironmentPropertyUpdates: the list replaces what is there")
  void an_update_replaces_the_whole_set_of_properties() {
    String name = bench.freshName();
    bench.create(
        name,
        it ->
            it.applicationConfiguration(
                configuration ->
                    configuration.environmentProperties(
                        properties ->
                            properties.propertyGroups(group("a", "1"), group("b", "2")))));

    bench.flink.updateApplication(
        it ->
            it.applicationName(name)
                .currentApplicationVersionId(1L)
                .applicationConfigurationUpdate(
                    update ->
                        update.environmentPropertyUpdates(
                            properties -> properties.propertyGroups(group("b", "3")))));

    ApplicationDetail now =
        bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.UPDATING);
    assertThat(
            now.applicationConfigurationDescription()
                .environmentPropertyDescriptions()
                .propertyGroupDescriptions())
        .containsExactly(group("b", "3"));
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "DeleteApplication: CreateTimestamp; the type of the refusal is not documented")
  void only_who_knows_when_it_was_made_deletes_an_application() {
    String name = bench.freshName();
    ApplicationDetail made = bench.create(name);

    assertThat(
            refusal(
                () ->
                    bench.flink.deleteApplication(
                        it ->
                            it.applicationName(name)
                                .createTimestamp(made.createTimestamp().minusSeconds(1)))))
        .isInstanceOf(InvalidArgumentException.class);
    bench.flink.deleteApplication(
        it -> it.applicationName(name).createTimestamp(made.createTimestamp()));
    bench.awaitGone(name);
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "aws_kinesisanalyticsv2_application: a deleted name can be used again")
  void a_name_is_free_once_its_application_is_gone() {
    String name = bench.freshName();
    ApplicationDetail made = bench.create(name);
    bench.flink.deleteApplication(
        it -> it.applicationName(name).createTimestamp(made.createTimestamp()));
    bench.awaitGone(name);

    assertThat(bench.create(name).applicationVersionId()).isEqualTo(1);
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "StartApplication: InvalidApplicationConfigurationException")
  void an_application_without_code_does_not_start() {
    String name = bench.freshName();
    bench.create(name);

    assertRefused(
        "InvalidApplicationConfigurationException",
        () -> bench.flink.startApplication(it -> it.applicationName(name)));
    assertThat(bench.describe(name).applicationStatus()).isEqualTo(ApplicationStatus.READY);
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "Please check the role provided or validity of S3 location you provided")
  void code_that_is_not_there_is_refused() {
    String name = bench.freshName();

    assertRefused(
        "InvalidArgumentException",
        () ->
            bench.create(
                name,
                it ->
                    it.applicationConfiguration(
                        configuration ->
                            configuration.applicationCodeConfiguration(
                                code ->
                                    code.codeContentType("ZIPFILE")
                                        .codeContent(
                                            content ->
                                                content.s3ContentLocation(
                                                    at ->
                                                        at.bucketARN(
                                                                "arn:aws:s3:::no-such-bucket-"
                                                                    + name)
                                                            .fileKey("no.jar")))))));
    assertRefused("ResourceNotFoundException", () -> bench.describe(name));
  }

  private static UpdateApplicationRequest.Builder parallelism(String name) {
    return UpdateApplicationRequest.builder()
        .applicationName(name)
        .applicationConfigurationUpdate(
            update ->
                update.flinkApplicationConfigurationUpdate(
                    flink ->
                        flink.parallelismConfigurationUpdate(
                            it ->
                                it.configurationTypeUpdate(ConfigurationType.CUSTOM)
                                    .parallelismUpdate(2))));
  }

  private static PropertyGroup group(String id, String value) {
    return PropertyGroup.builder().propertyGroupId(id).propertyMap(Map.of("key", value)).build();
  }
}
