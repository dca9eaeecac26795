package dev.drey.runtime.process;

import dev.drey.core.capacity.ClusterSize;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Version;
import dev.drey.runtime.rest.FlinkRest;
import dev.drey.runtime.state.ApplicationState;
import dev.drey.runtime.state.StateFolder;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** What all who look at or act on processes have in common: where things are, and whom to ask. */
record Site(
    ProcessSettings settings,
    Home home,
    StateFolder folder,
    ProcFs kernel,
    HttpClient http,
    Clock clock) {

  ApplicationState state(Application application) {
    return new ApplicationState(folder, application);
  }

  DeploymentFolder deployment(Application application, DeploymentId id) {
    return home.deployment(application, id);
  }

  /** What a version has beside Flink in a folder; absent for an application in Java. */
  Optional<PythonSide> python(Version version, Path folder) {
    return PythonSide.of(version, folder, settings.python());
  }

  FlinkRest rest(IncarnationFacts facts) {
    return new FlinkRest(http, facts.rest());
  }

  ClusterSize size(Configuration configuration) {
    return settings.sizes().of(configuration);
  }
}
