package dev.drey.server.settings;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Quotas;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.keeper.policy.Policy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** All that the server can be told. */
public record Settings(
    Path home,
    Http http,
    Objects objects,
    State state,
    Sizes sizes,
    Timeouts timeouts,
    Duration down,
    Quotas quotas,
    Keeper keeper,
    Duration artifactsQuarantine,
    Flink flink) {

  /** Where the API answers. */
  public record Http(String host, int port) {}

  /** Where code is read from. */
  public record Objects(
      int port, Optional<URI> endpoint, String region, Optional<Path> credentials) {}

  /** Where checkpoints and snapshots go; the home where no location is given. */
  public record State(Optional<URI> location, Optional<URI> endpoint) {}

  /** How snapshot policies are followed; {@code usual} holds where an application says nothing. */
  public record Keeper(boolean enabled, Duration interval, Policy usual) {}

  /** What Flink is run with. */
  public record Flink(Optional<Path> java, Optional<Path> stockHome) {}
}
