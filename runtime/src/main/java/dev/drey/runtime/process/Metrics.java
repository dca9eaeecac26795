package dev.drey.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drey.core.capacity.ClusterSize;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.metrics.DiskUse;
import dev.drey.core.metrics.Exposition;
import dev.drey.core.metrics.Sample;
import dev.drey.core.metrics.Vitals;
import dev.drey.core.metrics.Vocabulary;
import dev.drey.core.model.Version;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks the JVMs of an application for their numbers, each at the port that it told. */
final class Metrics {
  private static final int PATIENCE_MILLIS = 5_000;

  /** How long what is the same for all applications may be known. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** How long what a JVM has said is kept at least, in case that it says it again. */
  private static final Duration WORDS_HOLD = Duration.ofMinutes(5);

  private final Site site;
  private final Vocabulary vocabulary = new Vocabulary();
  private Machine machine;
  private Instant forgotten = Instant.MIN;

  Metrics(Site site) {
    this.site = site;
    this.machine = new Machine(Instant.MIN, new ProcessTree(site.kernel(), Map.of()), 0);
  }

  /**
   * What is the same for all applications.
   *
   * @param disk how much of the disk under the home is taken, in percent
   */
  private record Machine(Instant at, ProcessTree tree, double disk) {}

  Optional<Vitals> of(Application application, Version version) {
    Optional<Launch> launch = application.phase().launch();
    if (launch.isEmpty()) {
      return Optional.empty();
    }
    Incarnation incarnation =
        site.deployment(application, launch.get().deployment())
            .incarnation(launch.get().incarnation());
    Optional<IncarnationFacts> facts = incarnation.read();
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    List<Vitals.Jvm> taskManagers = new ArrayList<>();
    for (int index = 1; index <= facts.get().taskManagers(); index++) {
      int attempt = incarnation.attempts(index);
      if (attempt > 0) {
        ask(incarnation.taskManager(index, attempt)).ifPresent(taskManagers::add);
      }
    }
    List<Vitals.Jvm> jobManagers = ask(incarnation.jobManager()).stream().toList();
    if (taskManagers.isEmpty() && jobManagers.isEmpty()) {
      return Optional.empty();
    }
    ClusterSize size = site.size(version.configuration());
    return Optional.of(
        new Vitals(
            size.kpus(),
            size.kpu().cores(),
            size.kpu().memory().mebibytes() << 20,
            size.pythonWorker().map(MemorySize::bytes).orElse(0L),
            new DiskUse(machine().disk(), ownDisk(size, incarnation)),
            taskManagers,
            jobManagers));
  }

  /** Absent where it does not run, or does not answer. */
  private Optional<Vitals.Jvm> ask(ProcessFiles files) {
    Optional<OwnProcess> process = files.running(site.kernel());
    Optional<String> port = WholeFile.read(files.metrics());
    if (process.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    URI address = URI.create("http://127.0.0.1:" + port.get().strip() + "/metrics");
    try {
      return Optional.of(
          new Vitals.Jvm(
              files.base().toString(),
              site.kernel().resident(process.get().pid()),
              machine().tree().children(process.get().pid()),
              samples(address)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private synchronized Machine machine() {
    Instant now = site.clock().instant();
    if (machine.at().isBefore(now.minus(MOMENT))) {
      machine = new Machine(now, ProcessTree.of(site.kernel()), machineDisk());
    }
    return machine;
  }

  private synchronized Vocabulary vocabulary() {
    Instant now = site.clock().instant();
    if (forgotten.isBefore(now.minus(WORDS_HOLD))) {
      vocabulary.forget();
      forgotten = now;
    }
    return vocabulary;
  }

  /** By the plainest client there is: many are asked again and again. */
  private List<Sample> samples(URI address) throws IOException {
    var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (InputStream told = connection.getInputStream()) {
      return Exposition.parse(new String(told.readAllBytes(), UTF_8), vocabulary());
    }
  }

  private static OptionalDouble ownDisk(ClusterSize size, Incarnation incarnation) {
    return size.wholeDisk().stream()
        .mapToDouble(meant -> 100.0 * Trees.size(incarnation.temporary()) / meant.bytes())
        .findFirst();
  }

  private double machineDisk() {
    try {
      FileStore disk = Files.getFileStore(site.home().clusters());
      return 100.0 - 100.0 * disk.getUsableSpace() / disk.getTotalSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
