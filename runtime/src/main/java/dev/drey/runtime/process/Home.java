package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.state.FolderName;
import java.nio.file.Path;
import java.util.List;

/** Where the clusters of applications lie: {@code APPLICATION-UID/DEPLOYMENT}. */
record Home(Path clusters) {
  private static final String LAST_LOGS = "last-logs";
  private static final String GONE = "gone-";

  Path application(Application application) {
    return clusters.resolve(FolderName.of(application.id().name() + "-" + application.uid()));
  }

  DeploymentFolder deployment(Application application, DeploymentId id) {
    return new DeploymentFolder(application(application).resolve(id.value()), id);
  }

  List<DeploymentFolder> deployments(Application application) {
    return Trees.children(application(application)).stream()
        .filter(path -> !name(path).equals(LAST_LOGS) && !name(path).startsWith(GONE))
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

  /** Where the logs of the last deployment stay, so that a failed start can be read. */
  Path lastLogs(Application application) {
    return application(application).resolve(LAST_LOGS);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
