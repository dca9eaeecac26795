package dev.drey.testkit.engine;

import dev.drey.testkit.line.PlainSink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink on a mini cluster that keeps what reaches it. */
final class CollectingSink<T> implements PlainSink<T> {
  private static final long serialVersionUID = 1;

  private final Standings.Place place;

  CollectingSink(Standings.Place place) {
    this.place = place;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(place, context.getTaskInfo().getIndexOfThisSubtask());
  }

  private record Writer<T>(Standings.Place place, int subtask) implements SinkWriter<T> {
    @Override
    public void write(T element, Context context) {
      place.add(new Recording.Seen(element, context.timestamp(), subtask));
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
