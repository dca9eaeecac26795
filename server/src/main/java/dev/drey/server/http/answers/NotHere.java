package dev.drey.server.http.answers;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Optional;

/** What requests may hold for other kinds of applications, or for later. */
final class NotHere {
  private NotHere() {}

  static void refuseOtherKinds(Optional<String> runtime, Optional<String> mode) {
    runtime
        .filter(it -> !it.startsWith("FLINK-"))
        .ifPresent(
            it -> {
              throw unsupported(
                  "RuntimeEnvironment "
                      + it
                      + " is not for Flink applications, and Drey runs no others; choose one that begins with FLINK-");
            });
    mode.filter("INTERACTIVE"::equals)
        .ifPresent(
            it -> {
              throw unsupported(
                  "ApplicationMode INTERACTIVE is for notebooks, and Drey runs none; leave it out or say STREAMING");
            });
  }

  /**
   * {@code suffix} is "" in a creation and "Update" in an update: AWS's member names differ by it.
   */
  static void refuseOtherKinds(Members configuration, String suffix) {
    for (String member :
        new String[] {"SqlApplicationConfiguration", "ZeppelinApplicationConfiguration"}) {
      if (configuration.has(member + suffix)) {
        throw unsupported(
            member
                + suffix
                + " is not for Flink applications, and Drey runs no others; leave it out");
      }
    }
  }

  /** Code as text is for SQL and notebooks. */
  static void refuseText(Members code, String suffix) {
    boolean plain =
        code.optionalText("CodeContentType" + suffix).filter("PLAINTEXT"::equals).isPresent();
    boolean text =
        code.structure("CodeContent" + suffix)
            .filter(it -> it.has("TextContent" + suffix))
            .isPresent();
    if (plain || text) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "the code of a Flink application is a jar or a zip: CodeContentType ZIPFILE, with S3ContentLocation or ZipFileContent");
    }
  }

  private static Refused unsupported(String message) {
    return new Refused(Reason.UNSUPPORTED, message);
  }
}
