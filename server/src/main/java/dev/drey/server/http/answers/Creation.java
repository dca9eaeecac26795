package dev.drey.server.http.answers;

import dev.drey.core.control.NewApplication;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.VpcConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The application that a CreateApplication asks for. */
final class Creation {
  private Creation() {}

  static NewApplication of(ApplicationId id, Members request) {
    NotHere.refuseOtherKinds(
        request.optionalText("RuntimeEnvironment"), request.optionalText("ApplicationMode"));
    Members asked = request.structure("ApplicationConfiguration").orElse(Members.NONE);
    NotHere.refuseOtherKinds(asked, "");
    Configuration defaults =
        Configuration.defaults(
            new RuntimeEnvironment(request.text("RuntimeEnvironment")),
            request.text("ServiceExecutionRole"));
    return new NewApplication(
        id,
        request.optionalText("ApplicationDescription"),
        configuration(asked, defaults, loggingOptions(request)),
        asked.structure("ApplicationCodeConfiguration").map(Creation::code),
        TagAnswers.tags(request));
  }

  private static Configuration configuration(
      Members asked, Configuration defaults, List<LoggingOption> logging) {
    Optional<Members> flink = asked.structure("FlinkApplicationConfiguration");
    Blocks blocks = Blocks.CREATION;
    return new Configuration(
        defaults.runtime(),
        defaults.serviceExecutionRole(),
        Optional.empty(),
        flink
            .flatMap(it -> it.structure("CheckpointConfiguration"))
            .map(it -> blocks.checkpointing(it, defaults.checkpointing()))
            .orElse(defaults.checkpointing()),
        flink
            .flatMap(it -> it.structure("MonitoringConfiguration"))
            .map(it -> blocks.monitoring(it, defaults.monitoring()))
            .orElse(defaults.monitoring()),
        flink
            .flatMap(it -> it.structure("ParallelismConfiguration"))
            .map(it -> blocks.parallelism(it, defaults.parallelism()))
            .orElse(defaults.parallelism()),
        asked.structure("EnvironmentProperties").map(Blocks::properties).orElse(List.of()),
        asked
            .structure("ApplicationSnapshotConfiguration")
            .flatMap(it -> it.flag("SnapshotsEnabled"))
            .orElse(defaults.snapshotsEnabled()),
        asked
            .structure("ApplicationSystemRollbackConfiguration")
            .flatMap(it -> it.flag("RollbackEnabled"))
            .orElse(defaults.rollbackEnabled()),
        asked.structure("ApplicationEncryptionConfiguration").map(blocks::encryption),
        logging,
        vpcs(asked),
        SnapshotModes.created(asked));
  }

  private static CodeSource code(Members asked) {
    NotHere.refuseText(asked, "");
    Members content = asked.structure("CodeContent").orElseThrow(Creation::noCode);
    if (content.has("ZipFileContent") == content.has("S3ContentLocation")) {
      throw noCode();
    }
    return content
        .structure("S3ContentLocation")
        .<CodeSource>map(
            it ->
                new CodeSource.S3(
                    it.text("BucketARN"), it.text("FileKey"), it.optionalText("ObjectVersion")))
        .orElseGet(() -> new CodeSource.Inline(content.bytes("ZipFileContent").orElseThrow()));
  }

  private static Refused noCode() {
    return new Refused(
        Reason.INVALID_ARGUMENT,
        "CodeContent holds exactly one of S3ContentLocation and ZipFileContent: where the code is, or the code itself");
  }

  private static List<LoggingOption> loggingOptions(Members request) {
    return numbered(
        request.structures("CloudWatchLoggingOptions"),
        (it, id) -> new LoggingOption(id, it.text("LogStreamARN")));
  }

  private static List<VpcConfiguration> vpcs(Members asked) {
    return numbered(
        asked.structures("VpcConfigurations"),
        (it, id) -> VpcConfiguration.of(id, it.texts("SubnetIds"), it.texts("SecurityGroupIds")));
  }

  /** What comes with a new application comes with version 1; the service numbers it so. */
  private static <T> List<T> numbered(List<Members> asked, BiFunction<Members, String, T> read) {
    return IntStream.range(0, asked.size())
        .mapToObj(i -> read.apply(asked.get(i), "1." + (i + 1)))
        .toList();
  }
}
