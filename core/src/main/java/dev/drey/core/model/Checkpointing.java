package dev.drey.core.model;

import java.time.Duration;

/** How often the state of a running application is made safe. */
public record Checkpointing(
    ConfigurationType type, boolean enabled, Duration interval, Duration minPause) {

  public static final Checkpointing DEFAULT =
      new Checkpointing(
          ConfigurationType.DEFAULT, true, Duration.ofSeconds(60), Duration.ofSeconds(5));
}
