package dev.drey.core.control;

import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.Unavailable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copies of what the fake Flink has saved, and buckets as a map. Faults come on request. */
public final class FakeCopies implements SnapshotCopies {
  private final FakeFlink flink;
  private final Map<String, Long> buckets = new TreeMap<>();
  private int breaks;
  private boolean diesInNextStep;

  public FakeCopies(FakeFlink flink) {
    this.flink = flink;
  }

  @Override
  public Optional<Copy> find(EnhancedSnapshot snapshot) {
    return flink.savedAt(location(snapshot)).map(counted -> new Copy(location(snapshot), 8));
  }

  private static String location(EnhancedSnapshot snapshot) {
    return "account/" + snapshot.id().name() + "-" + snapshot.uid();
  }

  @Override
  public Copy take(EnhancedSnapshot snapshot, String savepoint) {
    fault();
    flink.keep(
        location(snapshot),
        flink.savedAt(savepoint).orElseThrow(() -> refused("no state at " + savepoint)));
    fault();
    return find(snapshot).orElseThrow();
  }

  @Override
  public Copy fetch(EnhancedSnapshot snapshot, S3Prefix from) {
    fault();
    Long counted = buckets.get(from.toString());
    if (counted == null) {
      throw refused("no _metadata in " + from);
    }
    flink.keep(location(snapshot), counted);
    fault();
    return find(snapshot).orElseThrow();
  }

  @Override
  public void send(EnhancedSnapshot snapshot, S3Prefix to) {
    fault();
    buckets.put(to.toString(), flink.savedAt(location(snapshot)).orElseThrow());
    fault();
  }

  @Override
  public void discard(EnhancedSnapshot snapshot) {
    fault();
    flink.forget(location(snapshot));
    fault();
  }

  private static Refused refused(String why) {
    return new Refused(Reason.INVALID_ARGUMENT, why);
  }

  private void fault() {
    if (diesInNextStep) {
      diesInNextStep = false;
      throw new FakeFlink.ServerDied();
    }
    if (breaks > 0) {
      breaks--;
      throw new Unavailable("the bucket does not answer");
    }
  }

  void dieInNextStep() {
    diesInNextStep = true;
  }

  void breakOff(int times) {
    breaks = times;
  }

  Map<String, Long> buckets() {
    return buckets;
  }
}
