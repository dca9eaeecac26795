package dev.drey.core.control;

import dev.drey.core.capacity.ClusterSize;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Version;
import java.util.Optional;

/** Lets in what fits beside everything that runs, and says of the rest what is short. */
public final class Admission {
  private final Applications applications;
  private final Machine machine;
  private final Sizes sizes;

  public Admission(Applications applications, Machine machine, Sizes sizes) {
    this.applications = applications;
    this.machine = machine;
    this.sizes = sizes;
  }

  public ClusterSize size(Configuration configuration) {
    return sizes.of(configuration);
  }

  /** Refuses the application, sized as {@code configuration} says, if it does not fit. */
  void admit(ApplicationId id, Configuration configuration) {
    ClusterSize wanted = size(configuration);
    MemorySize promised = MemorySize.mebi(0);
    MemorySize own = MemorySize.mebi(0);
    MemorySize disk = MemorySize.mebi(0);
    MemorySize ownDisk = MemorySize.mebi(0);
    double cores = 0;
    for (Application each : applications.launched()) {
      Optional<ClusterSize> running = running(each);
      if (running.isEmpty()) {
        continue;
      }
      if (each.id().equals(id)) {
        own = running.get().memory();
        ownDisk = disk(running.get());
        continue;
      }
      promised = promised.plus(running.get().memory());
      disk = disk.plus(disk(running.get()));
      cores += running.get().cores();
    }
    if (cores + wanted.cores() > machine.cores()) {
      throw short_(
          id,
          wanted,
          "%.1f of the machine's %d cores are promised to other applications"
              .formatted(cores, machine.cores()),
          "stop one of them, ask for fewer KPUs (Parallelism ÷ ParallelismPerKPU), or make a KPU"
              + " smaller with the setting drey.kpu.cores");
    }
    boolean fits = promised.plus(wanted.memory()).compareTo(machine.memory()) <= 0;
    boolean free = wanted.memory().compareTo(machine.freeMemory().plus(own)) <= 0;
    if (!fits || !free) {
      throw short_(
          id,
          wanted,
          "of the machine's %s, %s are promised to other applications and %s are free now"
              .formatted(machine.memory(), promised, machine.freeMemory()),
          "stop something, ask for fewer KPUs (Parallelism ÷ ParallelismPerKPU), or make a KPU"
              + " smaller with the setting drey.kpu.memory");
    }
    if (wanted.disk().isPresent()) {
      admitDisk(id, wanted, disk, ownDisk);
    }
  }

  /** Only what says how much it takes is counted, and held against what there is. */
  private void admitDisk(
      ApplicationId id, ClusterSize wanted, MemorySize promised, MemorySize own) {
    MemorySize all = disk(wanted);
    boolean fits = promised.plus(all).compareTo(machine.disk()) <= 0;
    boolean free = all.compareTo(machine.freeDisk().plus(own)) <= 0;
    if (!fits || !free) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          ("%s is meant to take %s of disk (%d TaskManagers with %s each), but of the %s that the"
                  + " home lies on, %s are promised to other applications and %s are free now; free"
                  + " some, set less with %s, or put the home on a larger disk")
              .formatted(
                  id.name(),
                  all,
                  wanted.taskManagers(),
                  wanted.disk().orElseThrow(),
                  machine.disk(),
                  promised,
                  machine.freeDisk(),
                  SizeOptions.DISK));
    }
  }

  private static MemorySize disk(ClusterSize size) {
    return size.wholeDisk().orElse(MemorySize.mebi(0));
  }

  private Optional<ClusterSize> running(Application application) {
    return application
        .phase()
        .launch()
        .map(Launch::version)
        .flatMap(number -> applications.version(application.id(), number))
        .map(Version::configuration)
        .map(this::size);
  }

  private static Refused short_(
      ApplicationId id, ClusterSize wanted, String obstacle, String remedy) {
    return new Refused(
        Reason.INVALID_CONFIGURATION,
        "%s needs %d KPUs, which is %.1f cores and %s here, but %s; %s"
            .formatted(
                id.name(), wanted.kpus(), wanted.cores(), wanted.memory(), obstacle, remedy));
  }
}
