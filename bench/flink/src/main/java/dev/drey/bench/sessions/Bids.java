package dev.drey.bench.sessions;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Bids of many bidders, some of whom are active at a time and bid some ten times before others are.
 * They come up to {@link #DISORDER} out of order, and of every thousand in the second half one is
 * late, however the stream is divided: its time is an hour or two before the first, and its bidder
 * bids at no other time.
 *
 * @param count of all
 * @param bidders how many there are
 * @param active how many of them bid at a time
 */
record Bids(long count, long bidders, long active) implements Serializable {
  static final long GAP = 10_000;
  static final long DISORDER = 2_000;

  private static final long BIDS_OF_A_TURN = 10;
  private static final long TURN = 30_000;
  private static final long ONE_LATE_OF = 1_000;
  private static final long LATENESS = 3_600_000;
  private static final long START = 1_700_000_000_000L;

  /** The bid at this place of the stream: who, and when. */
  Tuple2<Long, Long> at(long number) {
    long chance = mixed(number);
    long turn = number / (active * BIDS_OF_A_TURN);
    long bidder = (turn * active + Math.floorMod(chance, active)) % bidders;
    long time = START + number * TURN / (active * BIDS_OF_A_TURN);
    if (isLate(number)) {
      return Tuple2.of(-1 - bidder, START - Math.floorMod(mixed(chance), LATENESS) - LATENESS);
    }
    return Tuple2.of(bidder, time - Math.floorMod(mixed(chance), DISORDER));
  }

  boolean isLate(long number) {
    return number > count / 2 && number % ONE_LATE_OF == 0;
  }

  long late() {
    return (count - 1) / ONE_LATE_OF - count / 2 / ONE_LATE_OF;
  }

  /** The sessions, computed by sorting. */
  Outcome truth() {
    Map<Long, List<Long>> times = new HashMap<>();
    for (long i = 0; i < count; i++) {
      if (!isLate(i)) {
        Tuple2<Long, Long> bid = at(i);
        times.computeIfAbsent(bid.f0, none -> new ArrayList<>()).add(bid.f1);
      }
    }
    long sessions = 0;
    long sum = 0;
    for (Map.Entry<Long, List<Long>> entry : times.entrySet()) {
      List<Long> sorted = entry.getValue().stream().sorted().toList();
      int from = 0;
      for (int i = 1; i <= sorted.size(); i++) {
        if (i == sorted.size() || sorted.get(i) - sorted.get(i - 1) > GAP) {
          var session = new Session(entry.getKey(), sorted.get(from), sorted.get(i - 1), i - from);
          sum += session.mixed();
          sessions++;
          from = i;
        }
      }
    }
    return new Outcome(sessions, sum, late());
  }

  /** As by chance, and always the same. */
  static long mixed(long number) {
    long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** What came out, in any order. */
  record Outcome(long sessions, long sum, long late) {}

  /** Who bid from when to when, and how often. */
  public record Session(long bidder, long start, long end, long bids) {
    long mixed() {
      return Bids.mixed(Bids.mixed(Bids.mixed(bidder) + start) + end * 31 + bids);
    }
  }
}
