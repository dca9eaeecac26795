package dev.drey.core.control;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One application over the real commands, phases and reconciler, and a Flink that counts. */
final class Bench {
  static final ApplicationId ID =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));

  final HeldClock clock = new HeldClock();
  final InMemoryApplications applications = new InMemoryApplications();
  final FakeFlink flink = new FakeFlink();
  final HashedArtifacts artifacts = new HashedArtifacts();
  final Reconciler reconciler;
  final Commands commands;

  Bench() {
    this(Quotas.DEFAULT);
  }

  Bench(Quotas quotas) {
    var code = new KeptCode(applications, artifacts);
    reconciler = new Reconciler(applications, flink, code, clock);
    commands =
        new Commands(
            applications,
            code,
            flink,
            new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
            reconciler,
            new InMemoryEnhancedSnapshots(),
            new CountingIds(),
            clock,
            Timeouts.DEFAULT,
            NothingDeclared.INSTANCE,
            quotas);
  }

  Bench created() {
    commands
        .applications()
        .create(
            new NewApplication(
                ID,
                Optional.empty(),
                marked(1, plain()),
                Optional.of(new CodeSource.S3("arn:aws:s3:::b", "jar", Optional.empty())),
                Map.of()));
    return this;
  }

  Bench running() {
    created();
    start();
    return this;
  }

  void start() {
    commands.runs().start(ID, RunConfiguration.LATEST);
    settle();
    flink.checkpoint();
    settle();
  }

  static Configuration plain() {
    return Configuration.defaults(FakeFlink.ENVIRONMENT, "arn:aws:iam::000000000000:role/r");
  }

  /** With a property that tells versions apart. */
  static Configuration marked(int mark, Configuration now) {
    return new Configuration(
        now.runtime(),
        now.serviceExecutionRole(),
        now.code(),
        now.checkpointing(),
        now.monitoring(),
        now.parallelism(),
        List.of(new PropertyGroup("mark", Map.of("mark", "m" + mark))),
        now.snapshotsEnabled(),
        now.rollbackEnabled(),
        now.encryption(),
        now.loggingOptions(),
        now.vpcs(),
        now.snapshotMode());
  }

  static int mark(Version version) {
    return Integer.parseInt(
        version.configuration().properties().get(0).properties().get("mark").substring(1));
  }

  Updated update(int mark) {
    return commands
        .changes()
        .update(
            ID,
            guard(),
            new Amendment(now -> marked(mark, now), now -> Optional.empty(), Optional.empty()));
  }

  Updated rollBack() {
    return commands.rollbacks().toPrevious(ID, guard());
  }

  Guard guard() {
    return new Guard(OptionalLong.of(now().version()), Optional.empty());
  }

  Application now() {
    return applications.find(ID).orElseThrow();
  }

  Status status() {
    return now().status();
  }

  Version version(int number) {
    return applications.version(ID, number).orElseThrow();
  }

  Version version() {
    return version(now().version());
  }

  Operation operation(OperationId id) {
    return applications.operation(ID, id).orElseThrow();
  }

  long counted() {
    return flink.counted(now()).orElseThrow();
  }

  void settle() {
    Tending.settle(reconciler, flink, ID);
  }
}
