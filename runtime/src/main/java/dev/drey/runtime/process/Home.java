package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.state.FolderName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where the clusters of applications lie: {@code APPLICATION-UID/DEPLOYMENT}. */
record Home(Path clusters) {
  static final String LOGS = "logs";
  static final String PAST = "past";
  private static final String GONE = "gone-";

  Path application(Application application) {
    return clusters.resolve(FolderName.of(application.id().name() + "-" + application.uid()));
  }

  DeploymentFolder deployment(Application application, DeploymentId id) {
    return new DeploymentFolder(application(application).resolve(id.value()), id);
  }

  List<DeploymentFolder> deployments(Application application) {
    return Trees.children(application(application)).stream()
        .filter(path -> !Set.of(LOGS, PAST).contains(name(path)) && !name(path).startsWith(GONE))
        .map(path -> new DeploymentFolder(path, new DeploymentId(name(path))))
        .toList();
  }

  /** What a deletion that was cut short left behind. */
  List<Path> gone(Application application) {
    return Trees.children(application(application)).stream()
        .filter(path -> name(path).startsWith(GONE))
        .toList();
  }

  /** Where a deployment is put to be deleted. */
  static Path gone(DeploymentFolder deployment) {
    return deployment.path().resolveSibling(GONE + deployment.id());
  }

  /**
   * Where all of its processes log, a folder for each deployment and there for each incarnation.
   */
  Path logs(Application application) {
    return application(application).resolve(LOGS);
  }

  /** What Flink says of jobs that have ended, a folder for each deployment. */
  Path past(Application application) {
    return application(application).resolve(PAST);
  }

  /** Where saved state is read to its end; no application's folder begins with a dot. */
  Path proofs() {
    return clusters.resolve(".proofs");
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
