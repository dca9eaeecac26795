package dev.drey.testkit.line;

import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;

/** A sink function, under whatever name this line has them. */
@SuppressWarnings("deprecation") // jobs still have such functions
public abstract class SinkCode<T> extends RichSinkFunction<T> {
  private static final long serialVersionUID = 1;
}
