package dev.drey.enrichment;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which position an order gets, and how long that may take.
 *
 * @param ttl how old a position may be when an order is placed, in milliseconds
 * @param longestWait how long after that an order without one waits for the rider's next, in
 *     milliseconds
 */
record Patience(long ttl, long longestWait) implements Serializable {

  /** What is certain about an order, for now or for good. */
  record Answer(boolean isFinal, Optional<Position> position) {
    private static final Answer NOT_YET = new Answer(false, Optional.empty());
  }

  /**
   * The newest position up to the order that is young enough; where there is none, the first after
   * it, if that comes in time.
   *
   * @param positions those that are known
   * @param now event time: what is older has come
   */
  Answer answer(Order order, List<Position> positions, long now) {
    if (now < order.placedAt()) {
      return Answer.NOT_YET;
    }
    Optional<Position> before =
        positions.stream()
            .filter(each -> each.time() <= order.placedAt())
            .filter(each -> each.time() >= order.placedAt() - ttl)
            .max(Comparator.comparingLong(Position::time));
    if (before.isPresent()) {
      return new Answer(true, before);
    }
    Optional<Position> after = firstAfter(order, positions).filter(each -> each.time() <= now);
    return after.isPresent() || now >= givesUpAt(order) ? new Answer(true, after) : Answer.NOT_YET;
  }

  private Optional<Position> firstAfter(Order order, List<Position> positions) {
    return positions.stream()
        .filter(each -> each.time() > order.placedAt())
        .filter(each -> each.time() <= givesUpAt(order))
        .min(Comparator.comparingLong(Position::time));
  }

  long givesUpAt(Order order) {
    return order.placedAt() + longestWait;
  }

  /** When no order that is yet to come could get it. */
  long forgetsAt(Position position) {
    return position.time() + ttl;
  }

  /**
   * What orders after {@code now} may still get: positions after it, and the newest up to it while
   * it is young enough.
   */
  List<Position> stillNeeded(List<Position> positions, long now) {
    long newest =
        positions.stream()
            .mapToLong(Position::time)
            .filter(time -> time <= now)
            .max()
            .orElse(Long.MIN_VALUE);
    return positions.stream()
        .filter(each -> each.time() >= newest && forgetsAt(each) > now)
        .toList();
  }
}
