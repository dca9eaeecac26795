package dev.drey.testkit.line;

import org.apache.flink.runtime.execution.Environment;

/** The surroundings of a task without channels. */
public interface TaskEnvironment extends Environment {}
