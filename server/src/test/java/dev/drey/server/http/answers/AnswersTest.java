package dev.drey.server.http.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Admission;
import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Commands;
import dev.drey.core.control.Copyist;
import dev.drey.core.control.CountingIds;
import dev.drey.core.control.EnhancedSnapshotCommands;
import dev.drey.core.control.FakeCopies;
import dev.drey.core.control.FakeFlink;
import dev.drey.core.control.HashedArtifacts;
import dev.drey.core.control.HeldClock;
import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.control.InMemoryEnhancedSnapshots;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.NothingDeclared;
import dev.drey.core.control.Quotas;
import dev.drey.core.control.Reconciler;
import dev.drey.core.control.RoomyMachine;
import dev.drey.core.control.Tending;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import dev.drey.server.http.Answer;
import dev.drey.server.wire.Contract;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The operations over the real commands; what they write is acted on only when a test says so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswersTest {
  private static final String CODE =
      ",'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'ZIPFILE','CodeContent':"
          + "{'S3ContentLocation':{'BucketARN':'arn:aws:s3:::b','FileKey':'k'}}}}";

  private final HeldClock clock = new HeldClock();
  private final InMemoryApplications applications = new InMemoryApplications();
  private final FakeFlink flink = new FakeFlink();
  private final KeptCode code = new KeptCode(applications, new HashedArtifacts());
  private final Reconciler reconciler = new Reconciler(applications, flink, code, clock);
  private final InMemoryEnhancedSnapshots snapshots = new InMemoryEnhancedSnapshots();
  private final Set<ApplicationId> past = new HashSet<>();
  private final Map<String, Answer> answers = answers("000000000000");

  private Map<String, Answer> answers(String account) {
    clock.forward(Duration.ofMillis(456)); // moments are seldom whole seconds
    var commands =
        new Commands(
            applications,
            code,
            flink,
            new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
            reconciler,
            snapshots,
            new CountingIds(),
            clock,
            Timeouts.DEFAULT,
            NothingDeclared.INSTANCE,
            Quotas.DEFAULT);
    return Answers.of(
        new Account("us-east-1", account),
        commands,
        new EnhancedSnapshotCommands(
            snapshots,
            applications,
            reconciler,
            new Copyist(
                snapshots,
                applications,
                new FakeCopies(flink),
                reconciler,
                clock,
                Timeouts.DEFAULT.savepoint()),
            new CountingIds(),
            clock,
            Quotas.DEFAULT),
        applications,
        snapshots,
        id -> Optional.of("a plan of " + id.name()),
        new DashboardLinks() {
          @Override
          public String linkTo(ApplicationId id, Duration validFor) {
            return "http://drey/" + id.name() + "?for=" + validFor.toSeconds();
          }

          @Override
          public boolean showsPast(ApplicationId id) {
            return past.contains(id);
          }
        });
  }

  @Test
  void what_was_made_is_described_alike() {
    JsonNode made = create("clicks", "");

    assertThat(ask("DescribeApplication", "{'ApplicationName':'clicks'}")).isEqualTo(made);
    assertThat(
            ask(
                    "DescribeApplication",
                    "{'ApplicationName':'clicks','IncludeAdditionalDetails':true}")
                .toString())
        .contains("\"JobPlanDescription\":\"a plan of clicks\"");
  }

  @Test
  void applications_are_listed_by_name_in_pages() {
    for (String name : new String[] {"c", "a", "b"}) {
      create(name, "");
    }

    JsonNode first = ask("ListApplications", "{'Limit':2}");
    JsonNode last =
        ask(
            "ListApplications",
            "{'Limit':2,'NextToken':'" + first.get("NextToken").asText() + "'}");

    assertThat(first.get("ApplicationSummaries").findValuesAsText("ApplicationName"))
        .containsExactly("a", "b");
    assertThat(last.get("ApplicationSummaries").findValuesAsText("ApplicationName"))
        .containsExactly("c");
    assertThat(last.has("NextToken")).isFalse();
    assertThat(first.at("/ApplicationSummaries/0"))
        .isEqualTo(
            Asked.json(
                """
                {'ApplicationName': 'a', 'ApplicationARN': 'arn:aws:kinesisanalytics:us-east-1:000000000000:application/a',
                 'ApplicationStatus': 'READY', 'ApplicationVersionId': 1, 'RuntimeEnvironment': 'FLINK-1_20',
                 'ApplicationMode': 'STREAMING'}
                """));
  }

  @Test
  void a_start_can_be_followed_at_once() {
    create("clicks", CODE);

    String id = ask("StartApplication", "{'ApplicationName':'clicks'}").get("OperationId").asText();

    JsonNode details =
        ask(
                "DescribeApplicationOperation",
                "{'ApplicationName':'clicks','OperationId':'" + id + "'}")
            .get("ApplicationOperationInfoDetails");
    assertThat(details.get("Operation").asText()).isEqualTo("StartApplication");
    assertThat(details.get("OperationStatus").asText()).isEqualTo("IN_PROGRESS");
    assertThat(details.get("EndTime"))
        .as("required also while it lasts")
        .isEqualTo(details.get("StartTime"));
    assertThat(details.has("ApplicationVersionChangeDetails")).isFalse();
    assertThat(status("clicks")).isEqualTo("STARTING");
    ask("StopApplication", "{'ApplicationName':'clicks','Force':true}");
    assertThat(status("clicks")).isEqualTo("FORCE_STOPPING");
  }

  @Test
  void an_update_answers_with_the_new_version() {
    create("clicks", "");

    JsonNode answer =
        ask(
            "UpdateApplication",
            "{'ApplicationName':'clicks','CurrentApplicationVersionId':1,'ServiceExecutionRoleUpdate':'arn:aws:iam::1:role/s'}");

    assertThat(answer.at("/ApplicationDetail/ApplicationVersionId").asInt()).isEqualTo(2);
    assertThat(answer.at("/ApplicationDetail/ApplicationVersionUpdatedFrom").asInt()).isEqualTo(1);
    assertThat(answer.at("/ApplicationDetail/ServiceExecutionRole").asText()).endsWith("role/s");
    assertThat(answer.get("OperationId").asText()).isNotBlank();
  }

  @Test
  void a_log_stream_and_a_network_are_numbered_by_the_version_they_came_with() {
    create("clicks", ",'CloudWatchLoggingOptions':[{'LogStreamARN':'arn:aws:logs:::a'}]");

    JsonNode vpc =
        ask(
            "AddApplicationVpcConfiguration",
            "{'ApplicationName':'clicks','CurrentApplicationVersionId':1,"
                + "'VpcConfiguration':{'SubnetIds':['s'],'SecurityGroupIds':['g']}}");
    settle();
    JsonNode left =
        ask(
            "DeleteApplicationCloudWatchLoggingOption",
            "{'ApplicationName':'clicks','CurrentApplicationVersionId':2,'CloudWatchLoggingOptionId':'1.1'}");
    settle();
    JsonNode added =
        ask(
            "AddApplicationCloudWatchLoggingOption",
            "{'ApplicationName':'clicks','CurrentApplicationVersionId':3,"
                + "'CloudWatchLoggingOption':{'LogStreamARN':'arn:aws:logs:::b'}}");

    assertThat(vpc.at("/VpcConfigurationDescription/VpcConfigurationId").asText()).isEqualTo("2.1");
    assertThat(vpc.get("ApplicationVersionId").asInt()).isEqualTo(2);
    assertThat(left.get("ApplicationVersionId").asInt()).isEqualTo(3);
    assertThat(left.has("CloudWatchLoggingOptionDescriptions")).isFalse();
    assertThat(added.get("CloudWatchLoggingOptionDescriptions"))
        .isEqualTo(
            Asked.json("[{'CloudWatchLoggingOptionId':'4.1','LogStreamARN':'arn:aws:logs:::b'}]"));
    assertThat(status("clicks")).isEqualTo("UPDATING");
    settle();
    assertRefused(
        Reason.INVALID_ARGUMENT,
        "only 1 VPC configuration(s)",
        "AddApplicationVpcConfiguration",
        "{'ApplicationName':'clicks','CurrentApplicationVersionId':4,"
            + "'VpcConfiguration':{'SubnetIds':['t'],'SecurityGroupIds':['g']}}");
    assertRefused(
        Reason.INVALID_ARGUMENT,
        "at most 1",
        "AddApplicationCloudWatchLoggingOption",
        "{'ApplicationName':'clicks','CurrentApplicationVersionId':4,"
            + "'CloudWatchLoggingOption':{'LogStreamARN':'arn:aws:logs:::c'}}");
    assertRefused(
        Reason.INVALID_ARGUMENT,
        "no VpcConfigurationId 9.9",
        "DeleteApplicationVpcConfiguration",
        "{'ApplicationName':'clicks','CurrentApplicationVersionId':4,'VpcConfigurationId':'9.9'}");
  }

  @Test
  void a_version_is_described_as_it_was_when_it_was_made() {
    JsonNode made = create("clicks", CODE);
    clock.forward(Duration.ofHours(1));
    ask(
        "UpdateApplication",
        "{'ApplicationName':'clicks','CurrentApplicationVersionId':1,'ServiceExecutionRoleUpdate':'arn:aws:iam::1:role/s'}");
    settle();
    ask("StartApplication", "{'ApplicationName':'clicks'}");

    assertThat(version(1)).isEqualTo(made.get("ApplicationDetail"));
    assertThat(version(2))
        .isEqualTo(
            ask("DescribeApplication", "{'ApplicationName':'clicks'}").get("ApplicationDetail"));
    JsonNode list = ask("ListApplicationVersions", "{'ApplicationName':'clicks','Limit':1}");
    assertThat(list.at("/ApplicationVersionSummaries/0"))
        .isEqualTo(Asked.json("{'ApplicationVersionId':2,'ApplicationStatus':'STARTING'}"));
    assertThat(
            ask(
                "ListApplicationVersions",
                "{'ApplicationName':'clicks','NextToken':'"
                    + list.get("NextToken").asText()
                    + "'}"))
        .isEqualTo(
            Asked.json(
                "{'ApplicationVersionSummaries':[{'ApplicationVersionId':1,'ApplicationStatus':'READY'}]}"));
    assertRefused(
        Reason.NOT_FOUND,
        "version 3",
        "DescribeApplicationVersion",
        "{'ApplicationName':'clicks','ApplicationVersionId':3}");
  }

  private JsonNode version(int number) {
    return ask(
            "DescribeApplicationVersion",
            "{'ApplicationName':'clicks','ApplicationVersionId':" + number + "}")
        .get("ApplicationVersionDetail");
  }

  @Test
  void an_update_takes_back_how_the_application_was_to_come_up_before() {
    create("clicks", CODE);
    ask(
        "StartApplication",
        "{'ApplicationName':'clicks','RunConfiguration':{'FlinkRunConfiguration':{'AllowNonRestoredState':true},"
            + "'ApplicationRestoreConfiguration':{'ApplicationRestoreType':'SKIP_RESTORE_FROM_SNAPSHOT'}}}");
    ask("StopApplication", "{'ApplicationName':'clicks','Force':true}");
    settle();

    JsonNode updated =
        ask(
            "UpdateApplication",
            "{'ApplicationName':'clicks','CurrentApplicationVersionId':1,'ServiceExecutionRoleUpdate':'arn:aws:iam::1:role/s'}");

    assertThat(
            updated.at(
                "/ApplicationDetail/ApplicationConfigurationDescription/RunConfigurationDescription"))
        .isEqualTo(
            Asked.json(
                "{'ApplicationRestoreConfigurationDescription':{'ApplicationRestoreType':'RESTORE_FROM_LATEST_SNAPSHOT'},"
                    + "'FlinkRunConfigurationDescription':{'AllowNonRestoredState':false}}"));
  }

  @Test
  void the_maintenance_window_moves_without_a_version() {
    create("clicks", "");

    JsonNode moved =
        ask(
            "UpdateApplicationMaintenanceConfiguration",
            "{'ApplicationName':'clicks','ApplicationMaintenanceConfigurationUpdate':"
                + "{'ApplicationMaintenanceWindowStartTimeUpdate':'17:30'}}");

    assertThat(moved.get("ApplicationMaintenanceConfigurationDescription"))
        .isEqualTo(
            Asked.json(
                "{'ApplicationMaintenanceWindowStartTime':'17:30','ApplicationMaintenanceWindowEndTime':'01:30'}"));
    assertThat(version(1).get("ApplicationMaintenanceConfigurationDescription"))
        .isEqualTo(moved.get("ApplicationMaintenanceConfigurationDescription"));
  }

  @Test
  void quotas_of_size_are_limits_and_not_mistakes() {
    for (String parallelism :
        new String[] {
          "'Parallelism':257,'ParallelismPerKPU':8",
          "'Parallelism':8,'ParallelismPerKPU':9",
          "'Parallelism':65,'ParallelismPerKPU':1"
        }) {
      assertRefused(
          Reason.LIMIT_EXCEEDED,
          "may have",
          "CreateApplication",
          "{'ApplicationName':'clicks','RuntimeEnvironment':'FLINK-1_20','ServiceExecutionRole':'arn:aws:iam::1:role/r',"
              + "'ApplicationConfiguration':{'FlinkApplicationConfiguration':{'ParallelismConfiguration':"
              + "{'ConfigurationType':'CUSTOM',"
              + parallelism
              + "}}}}");
    }
  }

  @Test
  void an_operation_that_failed_says_why_and_what_was_done() {
    create("clicks", "");
    Application clicks = clicks();
    var failed =
        Operation.begun(new OperationId("failed1"), "UpdateApplication", clock.instant())
            .between(1, 2)
            .ended(
                Operation.State.FAILED,
                clock.instant(),
                Optional.of("java.lang.IllegalStateException: " + "x".repeat(1_000)),
                Optional.of(new OperationId("rollback1")));
    applications.replace(clicks, clicks, Records.of(failed));

    JsonNode details =
        ask("DescribeApplicationOperation", "{'ApplicationName':'clicks','OperationId':'failed1'}")
            .get("ApplicationOperationInfoDetails");

    assertThat(details.at("/ApplicationVersionChangeDetails/ApplicationVersionUpdatedTo").asInt())
        .isEqualTo(2);
    assertThat(details.at("/OperationFailureDetails/RollbackOperationId").asText())
        .isEqualTo("rollback1");
    assertThat(details.at("/OperationFailureDetails/ErrorInfo/ErrorString").asText())
        .startsWith("java.lang.IllegalStateException")
        .hasSize(512);
    JsonNode list =
        ask(
            "ListApplicationOperations",
            "{'ApplicationName':'clicks','OperationStatus':'FAILED','Limit':1}");
    assertThat(list.at("/ApplicationOperationInfoList/0/OperationId").asText())
        .isEqualTo("failed1");
    assertThat(
            ask(
                    "ListApplicationOperations",
                    "{'ApplicationName':'clicks','Operation':'StopApplication'}")
                .get("ApplicationOperationInfoList"))
        .isEmpty();
  }

  @Test
  void snapshots_that_are_not_the_callers_are_not_shown() {
    create("clicks", "");
    Version version = applications.version(id(), 1).orElseThrow();
    add(Snapshot.begun(new SnapshotName("inside-an-update"), version, false, clock.instant()));
    add(
        Snapshot.begun(new SnapshotName("by-hand"), version, true, clock.instant())
            .taken("file:/x"));

    JsonNode list =
        ask("ListApplicationSnapshots", "{'ApplicationName':'clicks'}").get("SnapshotSummaries");

    assertThat(list).hasSize(1);
    assertThat(list.get(0).get("SnapshotStatus").asText()).isEqualTo("READY");
    assertThat(
            ask(
                    "DescribeApplicationSnapshot",
                    "{'ApplicationName':'clicks','SnapshotName':'by-hand'}")
                .get("SnapshotDetails"))
        .isEqualTo(list.get(0));
    assertRefused(
        Reason.NOT_FOUND,
        "does not exist",
        "DescribeApplicationSnapshot",
        "{'ApplicationName':'clicks','SnapshotName':'inside-an-update'}");
  }

  @Test
  void timestamps_come_back_as_they_were_given_out() {
    JsonNode made = create("clicks", "");
    Version version = applications.version(id(), 1).orElseThrow();
    add(
        Snapshot.begun(new SnapshotName("s"), version, true, clock.instant().plusMillis(789))
            .taken("file:/x"));
    JsonNode taken =
        ask("ListApplicationSnapshots", "{'ApplicationName':'clicks'}")
            .at("/SnapshotSummaries/0/SnapshotCreationTimestamp");

    ask(
        "DeleteApplicationSnapshot",
        "{'ApplicationName':'clicks','SnapshotName':'s','SnapshotCreationTimestamp':"
            + taken
            + "}");
    ask(
        "DeleteApplication",
        "{'ApplicationName':'clicks','CreateTimestamp':"
            + made.at("/ApplicationDetail/CreateTimestamp")
            + ".0}");

    assertThat(status("clicks")).isEqualTo("DELETING");
  }

  @Test
  void tags_are_kept_by_key() {
    String arn =
        create("clicks", ",'Tags':[{'Key':'a'},{'Key':'b','Value':'1'}]")
            .at("/ApplicationDetail/ApplicationARN")
            .asText();

    ask("TagResource", "{'ResourceARN':'" + arn + "','Tags':[{'Key':'b','Value':'2'}]}");
    ask("UntagResource", "{'ResourceARN':'" + arn + "','TagKeys':['a']}");

    assertThat(ask("ListTagsForResource", "{'ResourceARN':'" + arn + "'}"))
        .isEqualTo(Asked.json("{'Tags':[{'Key':'b','Value':'2'}]}"));
  }

  @Test
  void inputs_of_SQL_applications_are_refused_for_what_is_there() {
    String request =
        "{'ApplicationName':'clicks','CurrentApplicationVersionId':1,'OutputId':'1.1'}";

    assertRefused(Reason.NOT_FOUND, "clicks", "DeleteApplicationOutput", request);
    create("clicks", "");
    assertRefused(
        Reason.INVALID_REQUEST,
        "clicks is a Flink application",
        "DeleteApplicationOutput",
        request);
  }

  /** Lets the reconciler act until nothing moves any more. */
  private void settle() {
    Tending.settle(reconciler, flink, id());
  }

  @Test
  void nothing_of_one_account_shows_in_another() {
    create("clicks", ",'Tags':[{'Key':'a','Value':'1'}]");
    String arn = id().arn();
    Map<String, Answer> others = answers("111122223333");

    assertThat(ask(others, "ListApplications", "{}").get("ApplicationSummaries")).isEmpty();
    for (String name : Contract.kinesisAnalytics().operationNames()) {
      Answer answer = others.get(name);
      if (answer == null
          || name.matches("CreateApplication|ImportSnapshot|DiscoverInputSchema|List.*s")) {
        continue; // of one's own account; its lists are empty, see above and below
      }
      assertThatThrownBy(() -> answer.to(asIfRight(arn)))
          .as(name)
          .isInstanceOfSatisfying(
              Refused.class, it -> assertThat(it.reason()).isEqualTo(Reason.NOT_FOUND));
    }
    for (String name : List.of("ListApplicationSnapshots", "ListApplicationOperations")) {
      assertThatThrownBy(() -> others.get(name).to(asIfRight(arn))).hasMessageContaining("clicks");
    }
    assertThat(applications.find(id()).orElseThrow().tags()).containsOnlyKeys("a");
  }

  /** All that an operation on an application needs to be told to find it. */
  private static ObjectNode asIfRight(String arn) {
    return (ObjectNode)
        Asked.json(
            ("{'ApplicationName':'clicks','ResourceARN':'%s','Tags':[{'Key':'b'}],'TagKeys':['a'],"
                    + "'CurrentApplicationVersionId':1,'ApplicationVersionId':1,'CreateTimestamp':1,"
                    + "'SnapshotName':'s','SnapshotCreationTimestamp':1,'OperationId':'o','SnapshotOperationId':'o',"
                    + "'ExportDestinationConfiguration':{'DestinationS3PrefixLocation':"
                    + "{'BucketARN':'arn:aws:s3:::b','KeyPrefix':'p'}},"
                    + "'CloudWatchLoggingOption':{'LogStreamARN':'arn:x'},'CloudWatchLoggingOptionId':'1.1',"
                    + "'VpcConfiguration':{'SubnetIds':['s'],'SecurityGroupIds':['g']},'VpcConfigurationId':'1.1',"
                    + "'ApplicationMaintenanceConfigurationUpdate':"
                    + "{'ApplicationMaintenanceWindowStartTimeUpdate':'03:00'},"
                    + "'UrlType':'FLINK_DASHBOARD_URL','ApplicationConfigurationUpdate':{}}")
                .formatted(arn));
  }

  @Test
  void two_accounts_may_use_one_name() {
    create("clicks", "");
    Map<String, Answer> others = answers("111122223333");

    JsonNode other =
        ask(
            others,
            "CreateApplication",
            "{'ApplicationName':'clicks','RuntimeEnvironment':'FLINK-1_20','ServiceExecutionRole':'arn:aws:iam::1:role/r'}");

    assertThat(other.at("/ApplicationDetail/ApplicationARN").asText())
        .isEqualTo("arn:aws:kinesisanalytics:us-east-1:111122223333:application/clicks");
    assertThat(ask("ListApplications", "{}").get("ApplicationSummaries")).hasSize(1);
  }

  @Test
  void what_runs_has_a_dashboard_for_twelve_hours_unless_asked_otherwise() {
    String request = "{'ApplicationName':'clicks','UrlType':'FLINK_DASHBOARD_URL'%s}";
    create("clicks", "");
    assertRefused(
        Reason.IN_USE, "clicks is READY", "CreateApplicationPresignedUrl", request.formatted(""));
    past.add(clicks().id());
    assertThat(ask("CreateApplicationPresignedUrl", request.formatted("")))
        .as("of a job that has ended")
        .isEqualTo(Asked.json("{'AuthorizedUrl':'http://drey/clicks?for=43200'}"));
    assertRefused(
        Reason.INVALID_ARGUMENT,
        "notebooks",
        "CreateApplicationPresignedUrl",
        "{'ApplicationName':'clicks','UrlType':'ZEPPELIN_UI_URL'}");

    var launch = Launch.first(clicks().deployment(1, 1), 1, new Origin.Empty());
    Application running = clicks().in(new Running(launch, false, Optional.empty()));
    assertThat(applications.replace(clicks(), running, Records.NONE)).isTrue();

    assertThat(ask("CreateApplicationPresignedUrl", request.formatted("")))
        .isEqualTo(Asked.json("{'AuthorizedUrl':'http://drey/clicks?for=43200'}"));
    assertThat(
            ask(
                "CreateApplicationPresignedUrl",
                request.formatted(",'SessionExpirationDurationInSeconds':1800")))
        .isEqualTo(Asked.json("{'AuthorizedUrl':'http://drey/clicks?for=1800'}"));
  }

  private JsonNode create(String name, String more) {
    return ask(
        "CreateApplication",
        "{'ApplicationName':'"
            + name
            + "','RuntimeEnvironment':'FLINK-1_20','ServiceExecutionRole':'arn:aws:iam::1:role/r'"
            + more
            + "}");
  }

  private String status(String name) {
    return ask("DescribeApplication", "{'ApplicationName':'" + name + "'}")
        .at("/ApplicationDetail/ApplicationStatus")
        .asText();
  }

  private Application clicks() {
    return applications.find(id()).orElseThrow();
  }

  private static ApplicationId id() {
    return new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));
  }

  private void add(Snapshot snapshot) {
    Application clicks = clicks();
    assertThat(applications.replace(clicks, clicks, Records.of(snapshot))).isTrue();
  }

  private void assertRefused(Reason reason, String message, String operation, String request) {
    assertThatThrownBy(() -> ask(operation, request))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.reason()).isEqualTo(reason));
  }

  private JsonNode ask(String operation, String request) {
    return ask(answers, operation, request);
  }

  /** The answer, of which a client understands everything. */
  private static JsonNode ask(Map<String, Answer> answers, String operation, String request) {
    JsonNode answer =
        answers.get(operation).to((ObjectNode) Asked.request(operation, request).structure());
    assertThat(Asked.members(Asked.read(operation, answer))).isEqualTo(Asked.members(answer));
    inWholeSeconds(answer);
    return answer;
  }

  private static void inWholeSeconds(JsonNode structure) {
    structure
        .properties()
        .forEach(
            member -> {
              if (member.getKey().matches(".*Time(stamp)?") && member.getValue().isNumber()) {
                assertThat(member.getValue().isIntegralNumber()).as(member.getKey()).isTrue();
              }
              inWholeSeconds(member.getValue());
            });
    if (structure.isArray()) {
      structure.forEach(AnswersTest::inWholeSeconds);
    }
  }
}
