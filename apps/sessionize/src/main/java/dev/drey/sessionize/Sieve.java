package dev.drey.sessionize;

import dev.drey.sessionize.DeadLetter.Reason;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets requests through, puts what cannot be read among the dead letters, drops end markers. */
final class Sieve extends ProcessFunction<LogLine, LogLine> {
  private static final long serialVersionUID = 1;

  private transient Counter lines;
  private transient Counter malformedLines;
  private transient Counter badTimestamps;

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = Metrics.of(getRuntimeContext());
    lines = metrics.counter("lines");
    malformedLines = metrics.counter("malformedLines");
    badTimestamps = metrics.counter("badTimestamps");
  }

  @Override
  public void processElement(LogLine line, Context context, Collector<LogLine> out) {
    switch (line.kind()) {
      case REQUEST -> {
        lines.inc();
        out.collect(line);
      }
      case MALFORMED -> {
        lines.inc();
        malformedLines.inc();
        context.output(Main.DEAD_LETTERS, new DeadLetter(line.raw(), Reason.MALFORMED));
      }
      case BAD_TIME -> {
        lines.inc();
        badTimestamps.inc();
        context.output(Main.DEAD_LETTERS, new DeadLetter(line.raw(), Reason.BAD_TIME));
      }
      case END_MARKER -> {}
    }
  }
}
