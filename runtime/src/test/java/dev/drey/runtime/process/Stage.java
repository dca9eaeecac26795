package dev.drey.runtime.process;

import dev.drey.core.capacity.Kpu;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Artifacts;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.lifecycle.Watch;
import dev.drey.core.model.Checkpointing;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Monitoring;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import dev.drey.runtime.python.PythonEnvironments;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One application and a runtime to play it on. */
final class Stage implements AutoCloseable {
  static final RuntimeEnvironment FLINK = new RuntimeEnvironment("FLINK-1_20");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final ProcessRuntime runtime;
  private final Application application;
  private Map<String, String> properties;

  Stage(Path folder, ProcessRuntime runtime, String name) {
    this.folder = folder;
    this.runtime = runtime;
    this.application = TestApplication.named(name);
    this.properties = Map.of("out", out().toString());
  }

  static ProcessRuntime runtime(Path folder, Path jar, StateSettings state) {
    var settings =
        new ProcessSettings(
            folder.resolve("home"),
            Path.of(System.getProperty("java.home")),
            Map.of(
                FLINK,
                FlinkDistribution.of(
                    BuiltFlink.directory(), BuiltFlink.agent(), BuiltFlink.archives())),
            new Sizes(new Kpu(0.5, MemorySize.mebi(1100)), MemorySize.mebi(704), 0),
            state,
            new PythonEnvironments(folder.resolve("python"), Map.of()),
            new LogBounds(MemorySize.mebi(64), MemorySize.mebi(64)));
    return ProcessRuntime.open(settings, new OneJar(jar), Clock.systemUTC());
  }

  Application application() {
    return application;
  }

  Path out() {
    return folder.resolve(application.id().name() + ".out");
  }

  Stage with(String key, String value) {
    var more = new TreeMap<>(properties);
    more.put(key, value);
    properties = more;
    return this;
  }

  Launch first(String name, Origin origin) {
    return TestApplication.first(application, name, origin);
  }

  Version version(int number) {
    var code = new Code(new Sha256("a".repeat(64)), "", 1, Optional.empty());
    var configuration =
        new Configuration(
            FLINK,
            "role",
            Optional.of(code),
            new Checkpointing(
                ConfigurationType.CUSTOM,
                !properties.containsKey("checkpoints"),
                Duration.ofMillis(500),
                Duration.ofMillis(100)),
            Monitoring.DEFAULT,
            Parallelism.DEFAULT,
            List.of(
                new PropertyGroup("job", properties),
                new PropertyGroup("drey.secret", Map.of("not", "shown"))),
            true,
            false,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty());
    return new Version(
        number,
        configuration,
        Instant.EPOCH,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        false);
  }

  Sighting look(Launch launch) {
    return runtime.look(application, watch(launch, Optional.empty()));
  }

  Sighting look(Launch launch, SnapshotName name) {
    return runtime.look(application, watch(launch, Optional.of(name)));
  }

  Sighting lookAtCheck(Launch launch, int version) {
    return runtime.look(
        application,
        new Watch(
            Optional.of(launch), Optional.empty(), OptionalInt.of(version), Watch.Remains.NONE));
  }

  Change change(int version, Duration patience) {
    return new Change(
        Change.Kind.UPDATE,
        new OperationId("update" + version),
        version,
        1,
        new DeploymentId(application.uid() + "-v" + version),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        new SnapshotName("update-" + version),
        true,
        new OperationId("back" + version),
        new DeploymentId(application.uid() + "-back-" + version),
        new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(10), patience),
        Optional.empty());
  }

  static Watch watch(Launch launch, Optional<SnapshotName> name) {
    return new Watch(Optional.of(launch), name, OptionalInt.empty(), Watch.Remains.NONE);
  }

  /** Looks, and sees that what is missing is started, until the condition is met. */
  Sighting until(Launch launch, Predicate<Sighting> met) {
    Instant giveUpAt = Instant.now().plus(PATIENCE);
    Sighting seen = look(launch);
    while (!met.test(seen)) {
      if (Instant.now().isAfter(giveUpAt)) {
        throw new AssertionError("seen last: " + seen);
      }
      if (seen.condition() == Condition.ABSENT || seen.missingTaskManagers() > 0) {
        runtime.deploy(application, version(1), launch);
      }
      pause();
      seen = look(launch);
    }
    return seen;
  }

  Sighting healthy(Launch launch) {
    return until(launch, seen -> seen.condition() == Condition.HEALTHY);
  }

  /** Until a step that is asked for again and again has shown its effect. */
  Sighting asking(Runnable step, Launch launch, Predicate<Sighting> met) {
    return asking(step, () -> look(launch), met);
  }

  Sighting asking(Runnable step, Supplier<Sighting> look, Predicate<Sighting> met) {
    Instant giveUpAt = Instant.now().plus(PATIENCE);
    Sighting seen = look.get();
    while (!met.test(seen)) {
      if (Instant.now().isAfter(giveUpAt)) {
        throw new AssertionError("seen last: " + seen);
      }
      step.run();
      pause();
      seen = look.get();
    }
    return seen;
  }

  void remove(Launch launch) {
    asking(
        () -> runtime.remove(application, launch),
        launch,
        seen -> seen.condition() == Condition.ABSENT && !seen.processes());
  }

  private static void pause() {
    try {
      Thread.sleep(50); // what the reconciler does between rounds
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing outlives a test, however it ends. */
  @Override
  public void close() {
    asking(
        () -> runtime.purge(application, false),
        () ->
            runtime.look(
                application,
                new Watch(
                    Optional.empty(), Optional.empty(), OptionalInt.empty(), Watch.Remains.ALL)),
        seen -> !seen.litter());
  }

  private record OneJar(Path jar) implements Artifacts {
    @Override
    public Code keep(String account, CodeSource source, Configuration configuration) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(Code code, Configuration configuration) {}

    @Override
    public Path file(Sha256 code) {
      return jar;
    }

    @Override
    public void retain(Set<Sha256> inUse) {}
  }
}
