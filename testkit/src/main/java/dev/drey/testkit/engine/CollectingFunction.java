package dev.drey.testkit.engine;

import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;

/** The same as {@link CollectingSink}, where the job has a sink function. */
@SuppressWarnings("deprecation") // jobs of 1.20 still have them
final class CollectingFunction<T> extends RichSinkFunction<T> {
  private static final long serialVersionUID = 1;

  private final Standings.Place place;

  CollectingFunction(Standings.Place place) {
    this.place = place;
  }

  @Override
  public void invoke(T value, Context context) {
    place.add(
        new Recording.Seen(
            value, context.timestamp(), getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()));
  }
}
