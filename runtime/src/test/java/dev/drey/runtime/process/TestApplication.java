package dev.drey.runtime.process;

import dev.drey.core.capacity.Kpu;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.python.PythonEnvironments;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Applications as tests need them. */
final class TestApplication {
  private TestApplication() {}

  static Application named(String name) {
    return new Application(
        new ApplicationId("us-east-1", "000000000000", new ApplicationName(name)),
        "u" + Long.toString(System.nanoTime(), 36),
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        0,
        Map.of(),
        Optional.empty(),
        "06:00",
        Ready.NEW,
        1);
  }

  static Launch first(Application application, String name, Origin origin) {
    return Launch.first(new DeploymentId(application.uid() + "-" + name), 1, origin);
  }

  static ProcessSettings settings(Path home) {
    return new ProcessSettings(
        home,
        Path.of(System.getProperty("java.home")),
        Map.of(),
        new Sizes(new Kpu(0.5, MemorySize.mebi(1100)), MemorySize.mebi(704), 0),
        new StateSettings.Files(),
        new PythonEnvironments(home.resolve("python"), Map.of()),
        new LogBounds(MemorySize.mebi(8), MemorySize.mebi(8)));
  }
}
