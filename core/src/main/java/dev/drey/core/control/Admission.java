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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lets in what fits beside everything that runs, and says of the rest what is short. */
public final class Admission {
  private final Applications applications;
  private final Machine machine;
  private final Sizes sizes;
  private final Map<Room, ClusterSize> guests = new ConcurrentHashMap<>();

  /** What is set aside for something that is no application. */
  @FunctionalInterface
  interface Room extends AutoCloseable {
    Room NONE = () -> {};

    /** Gives it back. */
    @Override
    void close();
  }

  public Admission(Applications applications, Machine machine, Sizes sizes) {
    this.applications = applications;
    this.machine = machine;
    this.sizes = sizes;
  }

  public ClusterSize size(Configuration configuration) {
    return sizes.of(configuration);
  }

  /** What was promised to some. */
  private record Promised(double cores, MemorySize memory, MemorySize disk) {
    private static final Promised NOTHING = new Promised(0, MemorySize.mebi(0), MemorySize.mebi(0));

    private static Promised to(ClusterSize size) {
      return new Promised(size.cores(), size.memory(), Admission.disk(size));
    }

    private Promised plus(Promised more) {
      return new Promised(cores + more.cores, memory.plus(more.memory), disk.plus(more.disk));
    }
  }

  /** Refuses the application, sized as {@code configuration} says, if it does not fit. */
  void admit(ApplicationId id, Configuration configuration) {
    Promised own =
        applications.launched().stream()
            .filter(each -> each.id().equals(id))
            .flatMap(each -> running(each).stream())
            .map(Promised::to)
            .findFirst()
            .orElse(Promised.NOTHING);
    admit(id.name().value(), size(configuration), promised(each -> !each.id().equals(id)), own);
  }

  /**
   * Counts a cluster of this size beside all that runs, the application's own included, until it is
   * given back; refuses it if it does not fit.
   */
  Room setAside(ApplicationId id, Configuration configuration) {
    ClusterSize wanted = size(configuration);
    admit("a scratch cluster for " + id.name(), wanted, promised(every -> true), Promised.NOTHING);
    var room =
        new Room() {
          @Override
          public void close() {
            guests.remove(this);
          }
        };
    guests.put(room, wanted);
    return room;
  }

  private Promised promised(Predicate<Application> counted) {
    Stream<ClusterSize> running =
        applications.launched().stream().filter(counted).flatMap(each -> running(each).stream());
    return Stream.concat(running, guests.values().stream())
        .map(Promised::to)
        .reduce(Promised.NOTHING, Promised::plus);
  }

  private void admit(String who, ClusterSize wanted, Promised others, Promised own) {
    if (others.cores() + wanted.cores() > machine.cores()) {
      throw short_(
          who,
          wanted,
          "%.2f of the machine's %d cores are promised to other applications"
              .formatted(others.cores(), machine.cores()),
          "stop one of them, ask for fewer KPUs (Parallelism ÷ ParallelismPerKPU), or make a KPU"
              + " smaller with the setting drey.kpu.cores");
    }
    boolean fits = others.memory().plus(wanted.memory()).compareTo(machine.memory()) <= 0;
    boolean free = wanted.memory().compareTo(machine.freeMemory().plus(own.memory())) <= 0;
    if (!fits || !free) {
      throw short_(
          who,
          wanted,
          "of the machine's %s, %s are promised to other applications and %s are free now"
              .formatted(machine.memory(), others.memory(), machine.freeMemory()),
          "stop something, ask for fewer KPUs (Parallelism ÷ ParallelismPerKPU), or make a KPU"
              + " smaller with the setting drey.kpu.memory");
    }
    if (wanted.disk().isPresent()) {
      admitDisk(who, wanted, others.disk(), own.disk());
    }
  }

  /** Only what says how much it takes is counted, and held against what there is. */
  private void admitDisk(String who, ClusterSize wanted, MemorySize promised, MemorySize own) {
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
                  who,
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

  private static Refused short_(String who, ClusterSize wanted, String obstacle, String remedy) {
    return new Refused(
        Reason.INVALID_CONFIGURATION,
        "%s needs %d KPUs, which is %.2f cores and %s here, but %s; %s"
            .formatted(who, wanted.kpus(), wanted.cores(), wanted.memory(), obstacle, remedy));
  }
}
