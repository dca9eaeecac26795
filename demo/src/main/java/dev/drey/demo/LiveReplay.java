package dev.drey.demo;

import dev.drey.demo.FlinkGlance.Seen;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A log on its way through the running application, watched until its last session is out. */
final class LiveReplay {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_END_MARKERS = Duration.ofSeconds(1);

  private final Log log;
  private final Replayer replayer;
  private final OutputReader reader;
  private final Supplier<Seen> flink;
  private final Supplier<Long> committed;
  private final View view;
  private final PrintStream out;

  private final Instant begin = Instant.now();
  private Instant nextMarker = begin;
  private Optional<CompletableFuture<Duration>> update = Optional.empty();
  private long linesRead;

  /**
   * Nothing moves yet.
   *
   * @param committed how many lines the application has committed as read
   */
  LiveReplay(
      Log log,
      Replayer replayer,
      OutputReader reader,
      Supplier<Seen> flink,
      Supplier<Long> committed,
      View view,
      PrintStream out) {
    this.log = log;
    this.replayer = replayer;
    this.reader = reader;
    this.flink = flink;
    this.committed = committed;
    this.view = view;
    this.out = out;
  }

  /** How long the update took, and how long everything from the first line to the last session. */
  record Times(Duration update, Duration all) {}

  /**
   * Replays the log and makes {@code change}, which says how long it took, when half is read. It is
   * over when each line is accounted for: in one session, or among the dead letters.
   */
  Times run(Supplier<Duration> change) {
    var stillness = new Stillness(PATIENCE);
    var replay = CompletableFuture.runAsync(() -> replayer.replay(log.lines().get()));
    view.begin(out);
    while (true) {
      long accounted = reader.results().linesAccountedFor();
      Seen seen = flink.get();
      measure(seen, accounted);
      if (update.isEmpty() && linesRead * 2 >= log.size()) {
        update = Optional.of(CompletableFuture.supplyAsync(change));
      }
      show(seen, accounted);
      throwIfFailed(replay);
      update.ifPresent(LiveReplay::throwIfFailed);
      if (isUpdated() && accounted >= log.size()) {
        checkNothingCameTwice(accounted);
        return new Times(update.orElseThrow().join(), Duration.between(begin, Instant.now()));
      }
      if (replay.isDone()) {
        markEnd();
      }
      if (stillness.isTooLong(linesRead + accounted)) {
        throw new DemoFailure(
            "nothing moved for %d s: %,d of %,d lines are accounted for"
                .formatted(PATIENCE.toSeconds(), accounted, log.size()));
      }
      Pause.of(view.interval());
    }
  }

  /** Again and again: a marker read just before a restore is lost with the watermark it gave. */
  private void markEnd() {
    if (!Instant.now().isBefore(nextMarker)) {
      replayer.markEnd();
      nextMarker = Instant.now().plus(BETWEEN_END_MARKERS);
    }
  }

  private boolean isUpdated() {
    return update.map(CompletableFuture::isDone).orElse(false);
  }

  private void checkNothingCameTwice(long accounted) {
    if (accounted > log.size()) {
      throw new DemoFailure("%,d lines came out of %,d".formatted(accounted, log.size()));
    }
  }

  /** End markers are read too, and after a restore Flink begins to count a moment later. */
  private void measure(Seen seen, long accounted) {
    long read = Math.max(accounted, Math.max(committed.get(), seen.linesRead().orElse(0)));
    linesRead = Math.max(linesRead, Math.min(log.size(), read));
  }

  private void show(Seen seen, long accounted) {
    long millis = Math.max(1, Duration.between(begin, Instant.now()).toMillis());
    Results results = reader.results();
    view.show(
        new Progress(
            what(accounted),
            linesRead,
            log.size(),
            linesRead * 1_000 / millis,
            Math.max(0, replayer.sent() - linesRead),
            seen.sessionsOpen(),
            results.sessionCount(),
            results.botSessions(),
            seen.checkpoints()),
        out);
  }

  private String what(long accounted) {
    if (update.isPresent() && !isUpdated()) {
      return "updating the running application";
    }
    if (accounted >= log.size()) {
      return "all sessions are out";
    }
    return linesRead >= log.size() ? "closing the last sessions" : "replaying";
  }

  private static void throwIfFailed(CompletableFuture<?> work) {
    try {
      work.getNow(null);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
