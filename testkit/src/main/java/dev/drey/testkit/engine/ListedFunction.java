package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import dev.drey.testkit.line.Line;
import dev.drey.testkit.line.SourceCode;
import java.util.BitSet;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.api.watermark.Watermark;

/** The same as {@link ListedSource}, where the job has a source function. */
@SuppressWarnings("deprecation") // jobs still have such functions
class ListedFunction extends SourceCode<Object> {
  private static final long serialVersionUID = 1;

  private final Standings.Place place;

  ListedFunction(Standings.Place place) {
    this.place = place;
  }

  private static final class InEachSubtask extends ListedFunction
      implements SourceCode.Parallel<Object> {
    private static final long serialVersionUID = 1;

    InEachSubtask(Standings.Place place) {
      super(place);
    }
  }

  static SourceCode<Object> of(Standings.Place place, StreamSource<?, ?> original) {
    return Line.isParallel(original) ? new InEachSubtask(place) : new ListedFunction(place);
  }

  @Override
  public void run(SourceContext<Object> context) {
    var task = getRuntimeContext().getTaskInfo();
    var feed = new Feed(place.steps(), new BitSet());
    for (Feed.Numbered numbered :
        feed.dealt(task.getNumberOfParallelSubtasks()).get(task.getIndexOfThisSubtask())) {
      synchronized (context.getCheckpointLock()) {
        emit(numbered.step(), context);
      }
    }
  }

  private static void emit(Feed.Step step, SourceContext<Object> context) {
    if (step instanceof Feed.Element element) {
      if (element.timestamp() == null) {
        context.collect(element.value());
      } else {
        context.collectWithTimestamp(element.value(), element.timestamp());
      }
    } else if (step instanceof Feed.Mark mark) {
      context.emitWatermark(new Watermark(mark.timestamp()));
    } else if (step instanceof Feed.Idle) {
      context.markAsTemporarilyIdle();
    } else {
      throw new Unsupported("processing time of a mini cluster does not follow a test");
    }
  }

  @Override
  public void cancel() {}
}
