package dev.drey.enrichment;

import java.util.Objects;

/**
 * Where a rider was, as it stands in its topic.
 *
 * @param rider who
 * @param latitude in degrees
 * @param longitude in degrees
 * @param time when, in epoch milliseconds
 */
public record Position(String rider, double latitude, double longitude, long time) {

  /** What an object lacks is empty: validation rejects it. */
  public Position {
    rider = Objects.requireNonNullElse(rider, "");
  }

  boolean isOnEarth() {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  }
}
