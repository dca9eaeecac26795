package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drey.conformance.SignedCall;
import dev.drey.conformance.SignedCall.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;

/** State that leaves through a bucket and comes back when all it was made from is gone. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnhancedSnapshotIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/drey";
  private static final String AWAY = "{'BucketARN':'arn:aws:s3:::away','KeyPrefix':'%s'}";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Drey drey;
  private String[] settings = {};

  @AfterEach
  void end() {
    drey.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3://state/of/all"})
  void an_exported_snapshot_starts_another_application_where_the_deleted_one_was(String state) {
    drey = new Drey(folder.resolve("home"));
    settings = state.isEmpty() ? settings : new String[] {"--set", "drey.state.location=" + state};
    drey.up(settings).upload(Odometer.jar(folder), Odometer.KEY);
    for (String bucket : new String[] {"away", "state"}) {
      drey.objects().createBucket(it -> it.bucket(bucket));
    }
    var odometer = new Odometer(drey, folder, "original");
    Application original =
        odometer.application().create(Odometer.KEY, Application.Shape.SMALL, odometer.round(1));
    makeEnhanced(original);
    String start = original.askStart();
    original.succeeds(start);
    odometer.counts(1);

    Answer taken = ask("CreateSnapshot", "{'ApplicationName':'original','SnapshotName':'going'}");
    drey.kill();
    drey.up(settings);
    awaitDone("going", taken);
    Answer export =
        ask(
            "ExportSnapshot",
            "{'SnapshotName':'going','ExportDestinationConfiguration':{'DestinationType':'S3',"
                + "'ExportRoleArn':'%s','DestinationS3PrefixLocation':%s}}"
                    .formatted(ROLE, AWAY.formatted("exports/")));
    drey.kill();
    drey.up(settings);
    String exported =
        awaitDone("going", export)
            .text(
                "SnapshotOperationInfoDetails",
                "SnapshotDestinationLocationDescription",
                "S3PrefixLocation",
                "ExportedPrefix");
    tellsHowItWent(start);
    original.delete();
    awaitDone("going", delete("going"));

    Answer imported =
        ask(
            "ImportSnapshot",
            "{'SnapshotName':'coming','ImportSourceConfiguration':{'SourceType':'S3',"
                + "'ImportRoleArn':'%s','SourceS3PrefixLocation':%s}}"
                    .formatted(ROLE, AWAY.formatted(exported)));
    awaitDone("coming", imported);
    var next =
        new Application(drey, "next", Odometer.GROUP)
            .create(Odometer.KEY, Application.Shape.SMALL, odometer.round(2));
    next.succeeds(
        ask(
                "StartApplication",
                "{'ApplicationName':'next','RunConfiguration':{'ApplicationRestoreConfiguration':{"
                    + "'ApplicationRestoreType':'RESTORE_FROM_CUSTOM_SNAPSHOT','SnapshotArn':'%s'}}}"
                        .formatted(imported.text("SnapshotArn")))
            .text("OperationId"));

    odometer.counts(2);
    odometer.neverLostItsState();
    assertThat(next.status()).isEqualTo(ApplicationStatus.RUNNING);
  }

  private void makeEnhanced(Application application) {
    ask(
        "UpdateApplication",
        "{'ApplicationName':'%s','CurrentApplicationVersionId':1,'ApplicationConfigurationUpdate':"
                .formatted(application.name())
            + "{'ApplicationSnapshotConfigurationUpdate':{'SnapshotsEnabledUpdate':true,"
            + "'SnapshotModeUpdate':'ENHANCED_SNAPSHOTS'}}}");
    application.awaitStatus(ApplicationStatus.READY);
  }

  private Answer delete(String name) {
    String created =
        ask("DescribeSnapshot", "{'SnapshotName':'%s'}".formatted(name))
            .text("SnapshotInfoDetails", "SnapshotCreationTimestamp");
    return ask(
        "DeleteSnapshot",
        "{'SnapshotName':'%s','SnapshotCreationTimestamp':%s}".formatted(name, created));
  }

  /** Waits for the end of an operation, which has to be a good one. */
  private Answer awaitDone(String snapshot, Answer asked) {
    String request =
        "{'SnapshotName':'%s','SnapshotOperationId':'%s'}"
            .formatted(snapshot, asked.text("SnapshotOperationId"));
    await()
        .alias("the operation on " + snapshot)
        .atMost(Drey.PATIENCE)
        .until(() -> !state(request).equals("IN_PROGRESS"));
    Answer ended = ask("DescribeSnapshotOperation", request);
    assertThat(state(request)).as("%s", ended).isEqualTo("SUCCESSFUL");
    return ended;
  }

  private String state(String request) {
    return ask("DescribeSnapshotOperation", request)
        .text("SnapshotOperationInfoDetails", "SnapshotOperationStatus");
  }

  /** The start, as its own description and the command line show it. */
  private void tellsHowItWent(String operation) {
    await()
        .alias("the first checkpoint in the timeline")
        .atMost(Drey.PATIENCE)
        .until(() -> timeline(operation).contains("FIRST_CHECKPOINT"));
    assertThat(timeline(operation)).contains("PROCESSES_UP", "SLOTS", "RESTORED");
    Drey.Ran all = drey.run("operations", "original");
    assertThat(all.status()).as(all.output()).isZero();
    assertThat(all.output()).contains(operation, "StartApplication", "SUCCESSFUL");
    Drey.Ran one = drey.run("operations", "original", operation);
    assertThat(one.output()).contains("processes up", "slots", "restored", "first checkpoint");
  }

  private String timeline(String operation) {
    return service()
        .ask(
            "Drey_20261122.DescribeOperationTimeline",
            "{'ApplicationName':'original','OperationId':'%s'}".formatted(operation))
        .granted()
        .text("Phases");
  }

  private Answer ask(String operation, String request) {
    return service().call(operation, request).granted();
  }

  private SignedCall service() {
    JsonNode server = drey.endpoints();
    return SignedCall.at(
        URI.create(server.required("kinesisAnalytics").asText()),
        server.required("region").asText(),
        Optional.of(Path.of(server.required("credentials").asText())));
  }
}
