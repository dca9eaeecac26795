package dev.drey.testkit.line;

import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;

/** What comes out behind a valve of watermarks. */
public interface ValveOutput extends DataOutput<Object> {}
