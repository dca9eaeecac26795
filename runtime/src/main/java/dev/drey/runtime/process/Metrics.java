package dev.drey.runtime.process;

import dev.drey.core.capacity.ClusterSize;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.metrics.DiskUse;
import dev.drey.core.metrics.Exposition;
import dev.drey.core.metrics.Sample;
import dev.drey.core.metrics.Vitals;
import dev.drey.core.model.Version;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks the JVMs of an application for their numbers, each at the port that it told. */
final class Metrics {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Site site;

  Metrics(Site site) {
    this.site = site;
  }

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
            new DiskUse(machineDisk(), ownDisk(size, incarnation)),
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
              site.kernel().residentBelow(process.get().pid()),
              samples(address)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<Sample> samples(URI address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
    try {
      return Exposition.parse(site.http().send(request, BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is closing");
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
