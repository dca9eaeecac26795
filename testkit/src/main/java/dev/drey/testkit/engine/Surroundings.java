package dev.drey.testkit.engine;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.runtime.memory.SharedResources;
import org.apache.flink.util.UserCodeClassLoader;

/** What all subtasks of a run have in common. */
record Surroundings(
    JobID id,
    JobInfo info,
    ExecutionConfig executionConfig,
    Configuration configuration,
    MetricBook metrics,
    MemoryManager memory,
    SharedResources sharedResources,
    Machine machine,
    UserCodeClassLoader classLoader) {}
