package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;

/** The way back, with real Flink: the state goes with it. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RollbackIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Drey drey;

  @AfterEach
  void end() {
    drey.close();
  }

  @Test
  void the_earlier_version_goes_on_counting_where_the_later_one_stopped() {
    drey = new Drey(folder.resolve("home"));
    drey.up().upload(Odometer.jar(folder), Odometer.KEY);
    var odometer = new Odometer(drey, folder, "there-and-back").run();
    Application application = odometer.application();
    application.update(odometer.round(2));
    odometer.counts(2);

    application.succeeds(application.askRollback());

    application.awaitStatus(ApplicationStatus.RUNNING);
    odometer.counts(1);
    assertThat(application.describe().applicationVersionRolledBackTo()).isEqualTo(1);

    String update = application.askUpdate(odometer.gated(3)); // its check waits at the gate
    application.awaitStatus(ApplicationStatus.UPDATING);
    application.succeeds(application.askRollback());

    application.awaitStatus(ApplicationStatus.RUNNING);
    assertThat(application.operation(update).operationStatus())
        .isEqualTo(OperationStatus.CANCELLED);
    odometer.counts(1);
    odometer.neverLostItsState();
    assertThat(application.pids()).as("the check has ended too").hasSize(2);
  }
}
