package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller says of the version it wants to change, so that nobody overwrites what they have
 * not seen.
 */
public record Guard(OptionalLong version, Optional<String> token) {

  void check(Application application) {
    if (version.isEmpty() && token.isEmpty()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "CurrentApplicationVersionId or ConditionalToken is needed; DescribeApplication shows both");
    }
    if (version.isPresent() && version.getAsLong() != application.version()) {
      throw new Refused(
          Reason.STALE_VERSION,
          application.id().name()
              + " is at version "
              + application.version()
              + ", not "
              + version.getAsLong()
              + "; describe it again and decide anew");
    }
    if (token.isPresent() && !token.get().equals(application.conditionalToken())) {
      throw new Refused(
          Reason.STALE_VERSION,
          application.id().name()
              + " has changed since that ConditionalToken was read; describe it again and decide"
              + " anew");
    }
  }
}
