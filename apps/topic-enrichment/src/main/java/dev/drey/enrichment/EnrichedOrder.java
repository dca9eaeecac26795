package dev.drey.enrichment;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An order and where its rider was, as it is written out.
 *
 * @param order the order
 * @param position the rider's; null where none was known in time
 */
@JsonPropertyOrder({"order", "position"})
public record EnrichedOrder(Order order, Position position) {

  static EnrichedOrder without(Order order) {
    return new EnrichedOrder(order, null);
  }

  String id() {
    return order.id();
  }
}
