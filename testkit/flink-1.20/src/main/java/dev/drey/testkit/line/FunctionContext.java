package dev.drey.testkit.line;

import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Where a source function emits to. */
@SuppressWarnings("deprecation") // jobs still have such functions
public interface FunctionContext extends SourceFunction.SourceContext<Object> {}
