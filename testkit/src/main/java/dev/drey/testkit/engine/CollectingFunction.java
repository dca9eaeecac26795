package dev.drey.testkit.engine;

import dev.drey.testkit.line.SinkCode;

/** The same as {@link CollectingSink}, where the job has a sink function. */
final class CollectingFunction<T> extends SinkCode<T> {
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
