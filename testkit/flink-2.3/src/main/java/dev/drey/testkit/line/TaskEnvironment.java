package dev.drey.testkit.line;

import org.apache.flink.runtime.checkpoint.channel.ChannelStateWriter;
import org.apache.flink.runtime.execution.Environment;

/** The surroundings of a task without channels. */
public interface TaskEnvironment extends Environment {
  @Override
  default void setChannelStateWriter(ChannelStateWriter writer) {}

  @Override
  default ChannelStateWriter getChannelStateWriter() {
    return ChannelStateWriter.NO_OP;
  }
}
