package dev.drey.runtime.process;

import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.control.Artifacts;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
import dev.drey.runtime.files.WholeFile;
import dev.drey.runtime.python.PythonZips;
import dev.drey.runtime.state.ApplicationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes what JVMs read before they are started. */
final class Layout {
  private static final String CONFIG = "config.yaml";

  private final Site site;
  private final Artifacts artifacts;
  private final EtcView view;

  Layout(Site site, Artifacts artifacts, EtcView view) {
    this.site = site;
    this.artifacts = artifacts;
    this.view = view;
  }

  /** All but the facts, which say that all is there. */
  void incarnation(
      Application application,
      Version version,
      DeploymentFolder deployment,
      Incarnation incarnation,
      FlinkJvms jvms,
      Origin origin,
      List<Integer> ports) {
    folders(incarnation.logs(), incarnation.temporary());
    Optional<PythonSide> python = site.python(version, deployment.python());
    code(version, deployment.job(), python);
    properties(version, deployment.path());
    var flink =
        settings(application, version.configuration(), deployment.id())
            .addresses(ports.get(0), ports.get(1))
            .web(jvms.prometheusFactory())
            .folder(incarnation.temporary())
            .past(deployment.past())
            .origin(origin)
            .python(python)
            .options(version.configuration().flinkOptions());
    WholeFile.write(incarnation.conf().resolve(CONFIG), flink.yaml());
    logs(application, version, incarnation.logs(), incarnation.logSettings());
  }

  /** What every deployment of a version is told, whatever its ports and folders are. */
  FlinkSettings lasting(
      Application application, Version version, DeploymentId deployment, FlinkJvms jvms) {
    return settings(application, version.configuration(), deployment)
        .web(jvms.prometheusFactory())
        .options(version.configuration().flinkOptions());
  }

  void check(Application application, Version target, CheckFolder check) {
    folders(check.path(), check.logs());
    Optional<PythonSide> python = site.python(target, check.python());
    code(target, check.job(), python);
    properties(target, check.path());
    var flink = settings(application, target.configuration(), check.running());
    flink.folder(check.path()).python(python).options(target.configuration().flinkOptions());
    WholeFile.write(check.conf().resolve(CONFIG), flink.yaml());
    logs(application, target, check.logs(), check.conf().resolve(LogSettings.NAME));
  }

  private FlinkSettings settings(
      Application application, Configuration configuration, DeploymentId deployment) {
    var flink =
        new FlinkSettings()
            .application(ApplicationState.job(deployment))
            .patience()
            .size(configuration.parallelism().parallelism(), site.size(configuration))
            .checkpoints(
                configuration.checkpointing(), site.state(application).checkpoints(deployment));
    SizeOptions.of(configuration).python().ifPresent(flink::preset);
    if (site.settings().state() instanceof StateSettings.Bucket bucket) {
      flink.store(bucket);
    }
    return view.way() == EtcView.Way.REDIRECT ? flink.redirected() : flink;
  }

  /** Processes that run see a change of it within a second. */
  void logs(Application application, Version version, Incarnation incarnation) {
    if (Files.exists(incarnation.logSettings())) {
      logs(application, version, incarnation.logs(), incarnation.logSettings());
    }
  }

  private void logs(Application application, Version version, Path folder, Path settings) {
    WholeFile.write(
        settings, LogSettings.of(application.id(), version, folder, site.settings().logs()).text());
  }

  private void properties(Version version, Path folder) {
    Path file = folder.resolve("etc/flink").resolve(PropertiesFile.NAME);
    WholeFile.write(file, PropertiesFile.text(version.configuration().properties()));
    if (view.way() == EtcView.Way.REDIRECT) {
      WholeFile.write(
          folder.resolve("redirect/config.properties"),
          "application_properties_file=" + file.toString().replace("\\", "\\\\") + "\n");
    }
  }

  private void code(Version version, Path jar, Optional<PythonSide> python) {
    if (python.isEmpty()) {
      folders(jar.getParent());
      link(version, jar);
      return;
    }
    Path zip = artifacts.file(version.codeToRun().sha256());
    folders(python.get().folder());
    PythonZips.unpack(zip, python.get().app());
    python.get().derive();
  }

  /** One and the same file where that can be: it never changes. */
  private void link(Version version, Path link) {
    Path file = artifacts.file(version.codeToRun().sha256());
    try {
      if (Files.exists(link)) {
        return;
      }
      Path part = link.resolveSibling(link.getFileName() + ".part");
      Files.deleteIfExists(part);
      copy(file, part);
      Files.move(part, link);
    } catch (IOException e) {
      throw new Unavailable("cannot put the code " + file + " at " + link + ": " + e, e);
    }
  }

  private static void copy(Path file, Path to) throws IOException {
    try {
      Files.createLink(to, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, to); // another file system
    }
  }

  private static void folders(Path... folders) {
    for (Path folder : folders) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new Unavailable("cannot make the folder " + folder + ": " + e, e);
      }
    }
  }
}
