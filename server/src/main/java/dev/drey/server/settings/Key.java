package dev.drey.server.settings;

import dev.drey.core.options.Distance;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is: its name, what it is where nothing is said, and what it does. {@code
 * docs/configuration.md} is held to this list by a test.
 */
public enum Key {
  HTTP_HOST("drey.http.host", "127.0.0.1", "Address the API listens on."),
  HTTP_PORT("drey.http.port", "4747", "Port of the API; 0 takes a free one. Also --port."),
  AUTH(
      "drey.auth",
      "signatures",
      "Who is answered: signatures, made with a key of the file credentials; or none, for everybody"
          + " on this machine. Also --auth."),
  AUDIT_SIZE("drey.audit.size", "10m", "How large a file of the audit trail may grow."),
  AUDIT_FILES("drey.audit.files", "10", "How many files of the audit trail are kept."),
  OBJECTS_PORT(
      "drey.objects.port",
      "0",
      "Port of the embedded object store; 0 takes a free one and keeps it from then on."),
  OBJECTS_ENDPOINT(
      "drey.objects.endpoint",
      "",
      "An S3 endpoint to read code from instead of the embedded object store."),
  OBJECTS_REGION("drey.objects.region", "us-east-1", "Region that endpoint is signed for."),
  OBJECTS_CREDENTIALS(
      "drey.objects.credentials",
      "",
      "File with the credentials for that endpoint, as the AWS CLI writes it, profile default."),
  STATE_LOCATION(
      "drey.state.location",
      "",
      "Where checkpoints and snapshots go: s3://BUCKET/PREFIX, or nothing for the home."),
  STATE_ENDPOINT(
      "drey.state.endpoint",
      "",
      "S3 endpoint of that location; nothing for the object store that code is read from."),
  STATE_SWEEP(
      "drey.state.sweep",
      "true",
      "Whether what lies there and nothing needs any more is deleted; if not, it is only found."),
  STATE_QUARANTINE(
      "drey.state.quarantine",
      "24h",
      "How long state that nothing needs any more is kept after that was noticed."),
  DATABASE_URL(
      "drey.database.url",
      "",
      "jdbc:postgresql://HOST:PORT/DATABASE to keep applications in PostgreSQL instead of drey.db"
          + " in the home."),
  DATABASE_USER("drey.database.user", "", "User of that database."),
  DATABASE_PASSWORD_FILE(
      "drey.database.password-file", "", "File whose first line is that user's password."),
  DATABASE_PASSWORD(
      "drey.database.password",
      "",
      "The password itself, in the environment only; goes before the file."),
  KPU_CORES("drey.kpu.cores", "0.5", "Cores of a KPU. AWS has 1."),
  KPU_MEMORY("drey.kpu.memory", "1728m", "Memory of a KPU, which is a TaskManager. AWS has 4g."),
  JOB_MANAGER_MEMORY("drey.jobmanager.memory", "832m", "Memory of a JobManager."),
  STANDBY_TASK_MANAGERS(
      "drey.taskmanager.standby",
      "0",
      "TaskManagers an application has beyond its KPUs, so that one that dies is replaced at"
          + " once."),
  START_TIMEOUT("drey.timeouts.start", "5m", "How long a start may take until it has failed."),
  SAVEPOINT_TIMEOUT(
      "drey.timeouts.savepoint", "10m", "How long a savepoint may take until it has failed."),
  CHECK_TIMEOUT(
      "drey.timeouts.check",
      "1m",
      "How long main() of a new version may take to make its job until the update has failed."),
  DOWN_TIMEOUT(
      "drey.timeouts.down",
      "2m",
      "How long drey down waits for savepoints until it goes on with the newest checkpoints."),
  METRICS_INTERVAL(
      "drey.metrics.interval", "15s", "How often the metrics of running applications are read."),
  LOGS_PROCESS(
      "drey.logs.process-size",
      "256m",
      "How much of the log of one process is kept; what is older goes first."),
  LOGS_ENDED(
      "drey.logs.ended-size",
      "1g",
      "How much is kept of the logs of an application's processes that have ended, together."),
  ALERTS_ENABLED(
      "drey.alerts.enabled",
      "true",
      "Whether the server tells of applications that are not well, in its log and to the webhook."),
  ALERTS_WINDOW(
      "drey.alerts.window",
      "10m",
      "Over how long restarts are counted, lag has to grow, and a watermark to stand."),
  ALERTS_WITHOUT_CHECKPOINT(
      "drey.alerts.without-checkpoint",
      "1m",
      "For how long no checkpoint was completed at least; for three intervals if that is longer."),
  ALERTS_MEMORY(
      "drey.alerts.memory", "95", "How much of its memory a TaskManager may take, in percent."),
  ALERTS_MEMORY_HOLDS(
      "drey.alerts.memory-holds", "2m", "For how long it has taken more until that is an alert."),
  ALERTS_DISK("drey.alerts.disk", "90", "How full the disk under the home may be, in percent."),
  ALERTS_QUIET("drey.alerts.quiet", "5m", "For how long nothing was found until an alert is over."),
  ALERTS_WEBHOOK(
      "drey.alerts.webhook", "", "URL that alerts are posted to; nothing for the log alone."),
  ALERTS_SECRET_FILE(
      "drey.alerts.secret-file", "", "File whose first line is what those posts are signed with."),
  QUOTA_APPLICATIONS("drey.quotas.applications", "50", "Applications of the account."),
  QUOTA_KPUS("drey.quotas.kpus-per-application", "64", "KPUs of one application."),
  QUOTA_PARALLELISM("drey.quotas.parallelism", "256", "Parallelism of one application."),
  QUOTA_PARALLELISM_PER_KPU(
      "drey.quotas.parallelism-per-kpu", "8", "ParallelismPerKPU of one application."),
  QUOTA_SNAPSHOTS("drey.quotas.snapshots-per-application", "1000", "Snapshots of one application."),
  QUOTA_LOGGING_OPTIONS(
      "drey.quotas.logging-options", "1", "CloudWatch logging options of one application."),
  QUOTA_VPCS("drey.quotas.vpc-configurations", "1", "VPC configurations of one application."),
  QUOTA_TAGS("drey.quotas.tags", "50", "Tags of one application."),
  QUOTA_CODE_SIZE("drey.quotas.code-size", "512m", "Size of a jar or zip."),
  QUOTA_ENHANCED_SNAPSHOTS(
      "drey.quotas.enhanced-snapshots", "1000", "Enhanced snapshots of the account."),
  KEEPER_ENABLED(
      "drey.keeper.enabled", "true", "Whether the server follows snapshot policies itself."),
  KEEPER_INTERVAL("drey.keeper.interval", "1m", "How often it looks what is due."),
  KEEPER_SNAPSHOTS(
      "drey.keeper.snapshots",
      "",
      "When snapshots are taken of applications that do not say so, as the tag drey:snapshots."),
  KEEPER_KEEP(
      "drey.keeper.keep",
      "",
      "Which of them stay, as the tag drey:snapshots.keep; nothing for all."),
  KEEPER_NEVER("drey.keeper.never", "", "When none is taken, as the tag drey:snapshots.never."),
  KEEPER_VERIFY(
      "drey.keeper.verify",
      "",
      "Which snapshots are read to their end once, as the tag drey:snapshots.verify; nothing for"
          + " none."),
  ARTIFACTS_QUARANTINE(
      "drey.artifacts.quarantine",
      "24h",
      "How long code that nothing needs any more is kept after that was noticed."),
  JAVA_HOME("drey.java.home", "", "JDK 17 that Flink runs on; nothing for the server's own."),
  PYTHON_HOME(
      "drey.python.home",
      "",
      "Where the Python environments are that drey runtime install python makes; nothing for .cache/drey/python in the user's home."),
  FLINK_1_20_HOME(
      "drey.runtimes.FLINK-1_20.home",
      "",
      "A stock Flink 1.20 distribution to use instead of Drey's own."),
  FLINK_2_3_HOME(
      "drey.runtimes.FLINK-2_3.home",
      "",
      "A stock Flink 2.3 distribution to use instead of Drey's own.");

  private final String key;
  private final String preset;
  private final String meaning;

  Key(String key, String preset, String meaning) {
    this.key = key;
    this.preset = preset;
    this.meaning = meaning;
  }

  public String key() {
    return key;
  }

  public String preset() {
    return preset;
  }

  public String meaning() {
    return meaning;
  }

  /** Its name in the environment: DREY_KPU_MEMORY for drey.kpu.memory. */
  public String variable() {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  static Optional<Key> named(String name) {
    for (Key each : values()) {
      if (each.key.equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static Optional<Key> inEnvironment(String variable) {
    for (Key each : values()) {
      if (each.variable().equals(variable)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The known name that is written most like {@code unknown}. */
  static String nearest(String unknown) {
    String nearest = values()[0].key;
    for (Key each : values()) {
      if (Distance.between(each.key, unknown) < Distance.between(nearest, unknown)) {
        nearest = each.key;
      }
    }
    return nearest;
  }
}
