package dev.drey.testkit.line;

import org.apache.flink.api.connector.sink2.Sink;

/** A sink whose writers are made in the way that all lines have. */
public interface PlainSink<T> extends Sink<T> {}
