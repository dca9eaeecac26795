package dev.drey.server;

import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.options.OptionCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The options of the runtimes there are. */
final class Catalogues {
  private Catalogues() {}

  /** Without a runtime whose file is not there: its applications then can set no options. */
  static Map<RuntimeEnvironment, OptionCatalogue> read(Map<RuntimeEnvironment, Path> files) {
    Map<RuntimeEnvironment, OptionCatalogue> catalogues = new TreeMap<>();
    files.forEach(
        (runtime, file) -> {
          if (Files.exists(file)) {
            catalogues.put(runtime, read(file));
          }
        });
    return catalogues;
  }

  private static OptionCatalogue read(Path file) {
    try {
      return OptionCatalogue.of(Files.readAllLines(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefused("The options in " + file + " cannot be read: " + e.getMessage());
    }
  }
}
