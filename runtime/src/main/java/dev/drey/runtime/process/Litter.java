package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.state.ApplicationState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What nothing needs any more once an incarnation has completed a checkpoint: older ones that Flink
 * forgot when its JobManager was killed, and whatever earlier deployments left. The one that the
 * incarnation was restored from stays until there is another incarnation, and folders that
 * checkpoints share are Flink's own affair.
 */
final class Litter {
  private static final int INCARNATIONS_KEPT = 3;

  private final Site site;
  private final Ending ending;

  /** The newest checkpoint of a deployment when there was none: a look at it then costs nothing. */
  private final Map<DeploymentId, String> cleanAsOf = new ConcurrentHashMap<>();

  Litter(Site site, Ending ending) {
    this.site = site;
    this.ending = ending;
  }

  boolean isThere(Application application, Launch launch, String newest) {
    if (newest.equals(cleanAsOf.get(launch.deployment()))) {
      return false;
    }
    boolean there =
        !state(application, launch).isEmpty()
            || !others(application, launch).isEmpty()
            || !folders(application, launch).isEmpty();
    if (!there) {
      cleanAsOf.put(launch.deployment(), newest);
    }
    return there;
  }

  void sweep(Application application, Launch launch) {
    ApplicationState state = site.state(application);
    state(application, launch).forEach(state::delete);
    folders(application, launch).forEach(Trees::delete);
    for (DeploymentFolder other : others(application, launch)) {
      long running = other.places().stream().filter(place -> !ending.killed(other, place)).count();
      if (running == 0) {
        Trees.delete(other.path());
      }
    }
  }

  private List<String> state(Application application, Launch launch) {
    ApplicationState state = site.state(application);
    List<String> folders = new ArrayList<>(state.ofOthers(launch.deployment()));
    long resumed =
        site.deployment(application, launch.deployment())
            .incarnation(launch.incarnation())
            .read()
            .map(IncarnationFacts::resumed)
            .orElse(0L);
    folders.addAll(state.before(launch.deployment(), resumed));
    return folders;
  }

  private List<DeploymentFolder> others(Application application, Launch launch) {
    return site.home().deployments(application).stream()
        .filter(deployment -> !deployment.id().equals(launch.deployment()))
        .toList();
  }

  private List<Path> folders(Application application, Launch launch) {
    Stream<Path> old =
        site.deployment(application, launch.deployment()).incarnations().stream()
            .filter(each -> each.number() <= launch.incarnation() - INCARNATIONS_KEPT)
            .map(Incarnation::path);
    return Stream.concat(site.home().gone(application).stream(), old).toList();
  }

  void forget(DeploymentId deployment) {
    cleanAsOf.remove(deployment);
  }
}
