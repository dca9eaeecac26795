package dev.drey.enrichment;

import java.util.Objects;

/**
 * An order that a rider is to deliver, as it stands in its topic.
 *
 * @param id of the order
 * @param rider who delivers it
 * @param placedAt when it was placed, in epoch milliseconds
 * @param cents what it costs
 */
public record Order(String id, String rider, long placedAt, long cents) {

  /** What an object lacks is empty: validation rejects it. */
  public Order {
    id = Objects.requireNonNullElse(id, "");
    rider = Objects.requireNonNullElse(rider, "");
  }
}
