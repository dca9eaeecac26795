package dev.drey.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server is meant. */
final class Home {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "the server's home (default: DREY_HOME, or .drey in the user's home)")
  private Optional<Path> directory = Optional.empty();

  /** This one if it was said, and otherwise that of the command this one is part of. */
  Home or(Home outer) {
    return directory.isPresent() ? this : outer;
  }

  Server server() {
    return Server.of(path());
  }

  Path path() {
    return directory
        .or(() -> Optional.ofNullable(System.getenv("DREY_HOME")).map(Path::of))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".drey"))
        .toAbsolutePath()
        .normalize();
  }
}
