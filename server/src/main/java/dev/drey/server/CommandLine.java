package dev.drey.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the server was started with.
 *
 * @param distribution the directory Drey was unpacked to
 * @param toStop whether it only has to stop what the last server left running
 */
record CommandLine(Path home, Path distribution, boolean toStop, Map<String, String> settings) {

  static CommandLine parse(String... arguments) {
    Path home = Path.of(System.getProperty("user.home"), ".drey");
    Path distribution = Path.of(".");
    boolean toStop = false;
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--home" -> home = Path.of(value(arguments, ++i));
        case "--distribution" -> distribution = Path.of(value(arguments, ++i));
        case "--port" -> settings.put("drey.http.port", value(arguments, ++i));
        case "--auth" -> settings.put("drey.auth", value(arguments, ++i));
        case "--set" -> {
          String[] both = value(arguments, ++i).split("=", 2);
          if (both.length != 2) {
            throw new StartRefused("--set takes KEY=VALUE, not " + both[0]);
          }
          settings.put(both[0], both[1]);
        }
        case "--stop" -> toStop = true;
        default ->
            throw new StartRefused(
                "drey up does not know "
                    + arguments[i]
                    + "; it takes --home DIR, --port N, --auth signatures|none, --detach and --set KEY=VALUE");
      }
    }
    return new CommandLine(home, distribution, toStop, settings);
  }

  private static String value(String[] arguments, int i) {
    if (i >= arguments.length) {
      throw new StartRefused(arguments[i - 1] + " needs a value");
    }
    return arguments[i];
  }
}
