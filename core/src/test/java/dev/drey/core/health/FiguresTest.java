package dev.drey.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drey.core.metrics.DiskUse;
import dev.drey.core.metrics.Exposition;
import dev.drey.core.metrics.Vitals;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Flink's own pages, in the form its Prometheus reporter gives them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FiguresTest {
  private static final long MEMORY = 1000;

  @Test
  void of_a_job_its_restarts_and_checkpoints() {
    Figures figures =
        figures(
            """
            flink_jobmanager_job_fullRestarts{job_name="j",} 2.0
            flink_jobmanager_job_numRestarts{job_name="j",} 3.0
            flink_jobmanager_job_numberOfCompletedCheckpoints{job_name="j",} 17.0
            flink_jobmanager_job_numberOfFailedCheckpoints{job_name="j",} 1.0
            """,
            "");

    assertThat(figures.restarts()).hasValue(3);
    assertThat(figures.completedCheckpoints()).hasValue(17);
    assertThat(figures.failedCheckpoints()).hasValue(1);
    assertThat(figures.tasks()).isEmpty();
    assertThat(figures.lag().amount()).isEmpty();
  }

  @Test
  void of_a_task_its_worst_subtask_in_percent() {
    Figures figures =
        figures(
            "",
            """
            flink_taskmanager_job_task_busyTimeMsPerSecond{task_name="Sink",subtask_index="0",} 200.0
            flink_taskmanager_job_task_busyTimeMsPerSecond{task_name="Sink",subtask_index="1",} 995.0
            flink_taskmanager_job_task_busyTimeMsPerSecond{task_name="Source",subtask_index="0",} 10.0
            flink_taskmanager_job_task_busyTimeMsPerSecond{task_name="Old",subtask_index="0",} NaN
            flink_taskmanager_job_task_backPressuredTimeMsPerSecond{task_name="Source",subtask_index="0",} 900.0
            flink_taskmanager_job_task_numRecordsInPerSecond{task_name="Sink",} 40.0
            flink_taskmanager_job_task_numRecordsOutPerSecond{task_name="Source",} 50.0
            """);

    assertThat(figures.tasks())
        .extracting(Figures.Task::name, Figures.Task::busy, Figures.Task::backPressured)
        .containsExactlyInAnyOrder(tuple("Sink", 99.5, 0.0), tuple("Source", 1.0, 90.0));
    assertThat(figures.recordsPerSecond()).isEqualTo(50);
  }

  @Test
  void of_sources_the_partition_or_shard_that_is_furthest_behind() {
    assertThat(
            figures(
                    "",
                    """
                    flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max{subtask_index="0",} 5.0
                    flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max{subtask_index="1",} 70.0
                    """)
                .lag())
        .isEqualTo(Figures.Lag.records(70));
    assertThat(
            figures(
                    "",
                    """
                    flink_taskmanager_job_task_operator_KinesisConsumer_stream_shardId_millisBehindLatest{shardId="a",} -1.0
                    flink_taskmanager_job_task_operator_KinesisConsumer_stream_shardId_millisBehindLatest{shardId="b",} 4500.0
                    """)
                .lag())
        .isEqualTo(Figures.Lag.seconds(4.5));
  }

  @Test
  void of_watermarks_the_one_that_is_furthest_behind_of_those_there_are() {
    assertThat(
            figures(
                    "",
                    """
                    flink_taskmanager_job_task_currentInputWatermark{subtask_index="0",} -9.223372036854776E18
                    flink_taskmanager_job_task_currentInputWatermark{subtask_index="1",} 1000.0
                    flink_taskmanager_job_task_currentInputWatermark{subtask_index="2",} 900.0
                    flink_taskmanager_job_task_currentInputWatermark{subtask_index="3",} 9.223372036854776E18
                    """)
                .watermark())
        .isEqualTo(OptionalDouble.of(900));
  }

  @Test
  void of_a_machine_memory_and_disk() {
    Figures figures = figures("", "");

    assertThat(figures.memory()).hasValue(97);
    assertThat(figures.disk()).isEqualTo(DiskUse.of(41.5));
  }

  private static Figures figures(String jobManager, String taskManager) {
    return Figures.of(
        new Vitals(
            1,
            1,
            MEMORY,
            DiskUse.of(41.5),
            List.of(new Vitals.Jvm("tm", 970, 0, Exposition.parse(taskManager))),
            List.of(new Vitals.Jvm("jm", 500, 0, Exposition.parse(jobManager)))));
  }
}
