package dev.drey.runtime.python;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The environments that were installed on this machine. Looked for at each use: one may be
 * installed while the server runs.
 */
public final class PythonEnvironments {
  private static final int SHOWN = 12;

  private final Path home;
  private final Map<RuntimeEnvironment, Path> runtimes;

  /**
   * Finds environments in {@code home}.
   *
   * @param runtimes our folder for each Flink, with {@code python-requirements.txt} where it runs
   *     Python
   */
  public PythonEnvironments(Path home, Map<RuntimeEnvironment, Path> runtimes) {
    this.home = home.toAbsolutePath().normalize();
    this.runtimes = Map.copyOf(runtimes);
  }

  /** The environment for a runtime, or the refusal that says how to come by one. */
  public PythonEnvironment of(RuntimeEnvironment runtime) {
    missing(runtime)
        .ifPresent(
            why -> {
              throw new Refused(Reason.UNSUPPORTED, why);
            });
    return new PythonEnvironment(directory(runtime), connector(runtime));
  }

  /** What stands in the way of Python on a runtime. */
  public Optional<String> missing(RuntimeEnvironment runtime) {
    Path folder = runtimes.get(runtime);
    if (folder == null || !Files.exists(requirements(folder))) {
      return Optional.of(
          "Python applications do not run on " + runtime + " here; they do on " + withPython());
    }
    return Files.isExecutable(directory(runtime).resolve("bin/python"))
        ? Optional.empty()
        : Optional.of(
            "there is no Python environment for "
                + runtime
                + " in "
                + home
                + "; make it once with 'drey runtime install python --runtime "
                + runtime
                + "'");
  }

  /** Our folder for each Flink. */
  Map<RuntimeEnvironment, Path> runtimes() {
    return runtimes;
  }

  private String withPython() {
    return runtimes.entrySet().stream()
        .filter(each -> Files.exists(requirements(each.getValue())))
        .map(each -> each.getKey().value())
        .sorted()
        .reduce((one, other) -> one + ", " + other)
        .orElse("none");
  }

  private Path connector(RuntimeEnvironment runtime) {
    try (var jars =
        Files.newDirectoryStream(runtimes.get(runtime).resolve("opt"), "flink-python*.jar")) {
      return jars.iterator().next();
    } catch (IOException e) {
      throw new IllegalStateException("flink-python is part of the distribution", e);
    }
  }

  /** Named after what is in it, as {@code install-python.sh} does. */
  private Path directory(RuntimeEnvironment runtime) {
    Path folder = runtimes.get(runtime);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(requirements(folder)));
      return home.resolve("python-" + HexFormat.of().formatHex(hash).substring(0, SHOWN));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + requirements(folder), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Path requirements(Path folder) {
    return folder.resolve("python-requirements.txt");
  }
}
