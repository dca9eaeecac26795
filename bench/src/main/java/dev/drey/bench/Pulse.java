package dev.drey.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Writes a line for each record: the time in milliseconds, which run of this function it is, the
 * process it is in, and how often its key was seen, by its state.
 */
final class Pulse extends KeyedProcessFunction<Long, Long, Long> {
  private static final long serialVersionUID = 1;

  private final String file;
  private transient ValueState<Long> seen;
  private transient OutputStream out;
  private transient String run;
  private transient long pid;

  Pulse(String file) {
    this.file = file;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.LONG));
    out = new FileOutputStream(file, true); // appends: the run before may not know of its end
    run = UUID.randomUUID().toString();
    pid = ProcessHandle.current().pid();
  }

  @Override
  public void processElement(Long key, Context context, Collector<Long> next) throws IOException {
    Long before = seen.value();
    long count = before == null ? 1 : before + 1;
    seen.update(count);
    String line = "%d %s %d %d%n".formatted(System.currentTimeMillis(), run, pid, count);
    out.write(line.getBytes(US_ASCII));
    next.collect(count);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
