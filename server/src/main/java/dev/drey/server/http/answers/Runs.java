package dev.drey.server.http.answers;

import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.SnapshotName;
import java.util.Arrays;
import java.util.Optional;

/** How an application is asked to come up. */
final class Runs {
  private Runs() {}

  static String wireName(RestoreType type) {
    return switch (type) {
      case SKIP -> "SKIP_RESTORE_FROM_SNAPSHOT";
      case LATEST -> "RESTORE_FROM_LATEST_SNAPSHOT";
      case CUSTOM -> "RESTORE_FROM_CUSTOM_SNAPSHOT";
    };
  }

  static RunConfiguration forStart(Optional<Members> asked) {
    return asked.map(Runs::read).orElse(RunConfiguration.LATEST);
  }

  /** What is left out is what is meant by default, whatever was asked for before. */
  static RunConfiguration read(Members asked) {
    if (asked.has("SqlRunConfigurations")) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "SqlRunConfigurations belongs to SQL applications; leave it out for a Flink application");
    }
    Optional<Members> restore = asked.structure("ApplicationRestoreConfiguration");
    return new RunConfiguration(
        restore.map(it -> type(it.text("ApplicationRestoreType"))).orElse(RestoreType.LATEST),
        restore.flatMap(it -> it.optionalText("SnapshotName")).map(SnapshotName::new),
        asked
            .structure("FlinkRunConfiguration")
            .flatMap(it -> it.flag("AllowNonRestoredState"))
            .orElse(false),
        restore.flatMap(it -> it.optionalText("SnapshotArn")).map(EnhancedSnapshotId::ofArn));
  }

  private static RestoreType type(String wireName) {
    return Arrays.stream(RestoreType.values())
        .filter(type -> wireName(type).equals(wireName))
        .findFirst()
        .orElseThrow();
  }
}
