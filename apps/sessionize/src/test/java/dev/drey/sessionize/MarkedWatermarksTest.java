package dev.drey.sessionize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sessionize.LogLine.Kind;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MarkedWatermarksTest {
  private final MarkedWatermarks watermarks = new MarkedWatermarks(Duration.ofSeconds(60));
  private final Seen seen = new Seen();

  @Test
  void it_follows_the_newest_request_at_the_bound() {
    see(request(100_000));
    see(request(90_000));

    assertThat(seen.watermark).isEqualTo(39_999);
  }

  @Test
  void an_end_marker_takes_it_along_and_older_requests_do_not_take_it_back() {
    see(LogLine.endMarker(500_000));
    see(request(100_000));

    assertThat(seen.watermark).isEqualTo(500_000);
  }

  @Test
  void lines_without_a_time_say_nothing() {
    see(LogLine.malformed(new byte[0]));
    see(LogLine.badTime(new byte[0]));

    assertThat(seen.watermark).isEqualTo(Long.MIN_VALUE);
  }

  private void see(LogLine line) {
    watermarks.onEvent(line, line.time(), seen);
    watermarks.onPeriodicEmit(seen);
  }

  private static LogLine request(long time) {
    return new LogLine(Kind.REQUEST, time, "", "", "", 0, new byte[0]);
  }

  /** Remembers the last watermark; a partition is never called idle. */
  private static final class Seen implements WatermarkOutput {
    private long watermark;

    @Override
    public void emitWatermark(Watermark emitted) {
      watermark = emitted.getTimestamp();
    }

    @Override
    public void markIdle() {
      throw new AssertionError("marked idle");
    }

    @Override
    public void markActive() {
      throw new AssertionError("marked active");
    }
  }
}
