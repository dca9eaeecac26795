package dev.drey.runtime.process;

import java.util.List;

/**
 * How each JVM gets an {@code /etc/flink} of its own.
 *
 * @param why none better can be had; empty with the best
 */
public record EtcView(Way way, String why) {

  /** By which means. */
  public enum Way {
    /** A mount namespace made as root. */
    ROOT,
    /** A mount namespace in a user namespace, its capabilities dropped before the JVM begins. */
    USER,
    /**
     * None: the class that reads the properties is led to another file by the class path, which a
     * program that opens {@code /etc/flink} by itself does not see.
     */
    REDIRECT;

    /** What a command is begun with, so that it sees mounts of its own. */
    List<String> unsharing() {
      return switch (this) {
        case ROOT -> List.of("unshare", "-m");
        case USER -> List.of("unshare", "--map-current-user", "--keep-caps", "-m");
        case REDIRECT -> List.of();
      };
    }

    String word() {
      return switch (this) {
        case ROOT -> "root";
        case USER -> "user";
        case REDIRECT -> "none";
      };
    }
  }

  @Override
  public String toString() {
    return switch (way) {
      case ROOT -> "a private /etc/flink for each JVM, by mount namespaces";
      case USER -> "a private /etc/flink for each JVM, by user and mount namespaces";
      case REDIRECT ->
          "properties by the class path only, for the system allows no namespace ("
              + why
              + "); programs that open /etc/flink themselves do not find theirs";
    };
  }
}
