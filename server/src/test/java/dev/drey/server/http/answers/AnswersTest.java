package dev.drey.server.http.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Admission;
import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Commands;
import dev.drey.core.control.CountingIds;
import dev.drey.core.control.Declarations;
import dev.drey.core.control.FakeFlink;
import dev.drey.core.control.HashedArtifacts;
import dev.drey.core.control.HeldClock;
import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.PolicyCheck;
import dev.drey.core.control.Quotas;
import dev.drey.core.control.Reconciler;
import dev.drey.core.control.RoomyMachine;
import dev.drey.core.lifecycle.Application;
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
import dev.drey.core.options.OptionCheck;
import dev.drey.server.http.Answer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The operations over the real commands, with nobody who acts on what they write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswersTest {
  private static final String CODE =
      ",'ApplicationConfiguration':{'ApplicationCodeConfiguration':{'CodeContentType':'ZIPFILE','CodeContent':"
          + "{'S3ContentLocation':{'BucketARN':'arn:aws:s3:::b','FileKey':'k'}}}}";

  private final HeldClock clock = new HeldClock();
  private final InMemoryApplications applications = new InMemoryApplications();
  private final Map<String, Answer> answers = answers();

  private Map<String, Answer> answers() {
    var flink = new FakeFlink();
    var code = new KeptCode(applications, new HashedArtifacts());
    var reconciler = new Reconciler(applications, flink, code, clock);
    var commands =
        new Commands(
            applications,
            code,
            flink,
            new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
            reconciler,
            new CountingIds(),
            clock,
            Timeouts.DEFAULT,
            new Declarations(new OptionCheck(Map.of(), Sizes.LAPTOP), PolicyCheck.NONE),
            Quotas.DEFAULT);
    return Answers.of(
        new Account("us-east-1", "000000000000"),
        commands,
        applications,
        name -> Optional.of("a plan of " + name));
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

  /** The answer, of which a client understands everything. */
  private JsonNode ask(String operation, String request) {
    JsonNode answer =
        answers.get(operation).to((ObjectNode) Asked.request(operation, request).structure());
    assertThat(Asked.members(Asked.read(operation, answer))).isEqualTo(Asked.members(answer));
    return answer;
  }
}
