package dev.drey.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Artifacts;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.metrics.Collector;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Version;
import dev.drey.runtime.process.LogBounds;
import dev.drey.runtime.process.ProcessRuntime;
import dev.drey.runtime.process.ProcessSettings;
import dev.drey.runtime.process.StateSettings;
import dev.drey.runtime.python.PythonEnvironments;
import dev.drey.storage.database.Database;
import dev.drey.storage.database.SqlApplications;
import dev.drey.storage.database.SqlHistory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the numbers of many applications as a server does, with its own classes from the store to
 * the history, and says how much of a core that takes.
 */
public final class Collecting {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Collecting() {}

  /**
   * Prints a line for each round: what was done, and how many milliseconds of a core it took.
   *
   * @param arguments a home whose database knows one application that runs, how many there are to
   *     be, how many rounds are to be made before it counts, and how many that count
   */
  public static void main(String... arguments) throws InterruptedException {
    Path home = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    int before = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    try (Database database = Database.open(home.resolve("drey.db"));
        ProcessRuntime runtime = runtime(home);
        SqlHistory history = SqlHistory.open(home.resolve("metrics.db"))) {
      var applications = new SqlApplications(database);
      multiply(applications, count);
      try (var collector =
          new Collector(applications, runtime, history, PAUSE, Clock.systemUTC())) {
        for (int i = 0; i < before + rounds; i++) {
          Thread.sleep(PAUSE.toMillis());
          say(i < before ? "warming" : "collected", collector::round);
        }
        say("full", System::gc);
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
            "kept applications=%d readings=%d samples=%d heap=%d%n",
            collector.newest().size(),
            collector.newest().stream().mapToInt(newest -> newest.readings().size()).sum(),
            collector.newest().stream().mapToInt(Collecting::samples).sum(),
            used >> 20);
        for (int i = 0; i < before + rounds; i++) {
          Thread.sleep(PAUSE.toMillis());
          say(
              i < before ? "warming" : "bounded",
              () -> applications.launched().forEach(runtime::boundPrints));
        }
      }
    }
  }

  private static void say(String what, Runnable work) {
    long began = SYSTEM.getProcessCpuTime();
    work.run();
    System.out.printf("%s %.1f%n", what, (SYSTEM.getProcessCpuTime() - began) / 1e6);
  }

  private static int samples(Collector.Newest newest) {
    return newest.vitals().jobManagers().stream().mapToInt(jvm -> jvm.samples().size()).sum()
        + newest.vitals().taskManagers().stream().mapToInt(jvm -> jvm.samples().size()).sum();
  }

  /** The one that there is goes, and as many like it come. */
  private static void multiply(Applications applications, int count) {
    Application one = applications.launched().get(0);
    Launch launch = one.phase().launch().orElseThrow();
    Version version = applications.version(one.id(), launch.version()).orElseThrow();
    applications.remove(one, false);
    for (int number = 0; number < count; number++) {
      applications.create(like(one, launch, number), version);
    }
  }

  private static Application like(Application one, Launch launch, int number) {
    var id =
        new ApplicationId(
            one.id().region(), one.id().account(), new ApplicationName("many-" + number));
    var deployment = new DeploymentId("d" + number);
    return new Application(
        id,
        "u" + number,
        one.description(),
        one.createdAt(),
        one.updatedAt(),
        launch.version(),
        one.attempts(),
        one.tags(),
        one.run(),
        one.maintenanceStart(),
        new Running(
            Launch.first(deployment, launch.version(), launch.origin()), true, Optional.empty()),
        1);
  }

  private static ProcessRuntime runtime(Path home) {
    return ProcessRuntime.open(
        new ProcessSettings(
            home,
            Path.of(System.getProperty("java.home")),
            Map.of(), // it starts none
            Sizes.LAPTOP,
            new StateSettings.Files(),
            new PythonEnvironments(home, Map.of()),
            new LogBounds(MemorySize.mebi(256), MemorySize.mebi(1024))),
        new NoCode(),
        Clock.systemUTC());
  }

  /** Nothing is started here. */
  private static final class NoCode implements Artifacts {
    @Override
    public Code keep(String account, CodeSource source, Configuration configuration) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(Code code, Configuration configuration) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path file(Sha256 code) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void retain(Set<Sha256> inUse) {
      throw new UnsupportedOperationException();
    }
  }
}
