package dev.drey.testkit.line;

import org.apache.flink.streaming.api.functions.source.legacy.ParallelSourceFunction;
import org.apache.flink.streaming.api.functions.source.legacy.RichSourceFunction;

/** A source function, under whatever name this line has them. */
@SuppressWarnings("deprecation") // jobs still have such functions
public abstract class SourceCode<T> extends RichSourceFunction<T> {
  private static final long serialVersionUID = 1;

  /** One that each subtask runs. */
  public interface Parallel<T> extends ParallelSourceFunction<T> {}
}
