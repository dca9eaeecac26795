package dev.drey.agent.line;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** The parts of a JobManager's memory, as this line derives them. */
public final class JobManagerSpecs {
  private JobManagerSpecs() {}

  public static JobManagerProcessSpec of(Configuration configuration) {
    return JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(
        configuration, JobManagerOptions.TOTAL_PROCESS_MEMORY);
  }
}
