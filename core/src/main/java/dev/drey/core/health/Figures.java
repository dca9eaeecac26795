package dev.drey.core.health;

import dev.drey.core.metrics.DiskUse;
import dev.drey.core.metrics.Sample;
import dev.drey.core.metrics.Vitals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The numbers that say how a job does, whatever its monitoring level.
 *
 * @param restarts since its JobManager began, as are checkpoints
 * @param lag what its sources have not read yet
 * @param watermark the one that is furthest behind, in milliseconds since the epoch
 * @param recordsPerSecond that its tasks take in or give out
 * @param memory of the fullest TaskManager, in percent of what it may have
 * @param python the Python worker that is the largest, beside its share
 */
public record Figures(
    OptionalDouble restarts,
    OptionalDouble completedCheckpoints,
    OptionalDouble failedCheckpoints,
    Lag lag,
    OptionalDouble watermark,
    double recordsPerSecond,
    List<Task> tasks,
    OptionalDouble memory,
    Optional<PythonWorker> python,
    DiskUse disk) {
  private static final String JOB = "flink_jobmanager_job_";
  private static final String TASK = "flink_taskmanager_job_task_";
  private static final String READER = TASK + "operator_KafkaSourceReader_KafkaConsumer_";

  /** As the older consumer calls it, and the source of connectors from 5 on. */
  private static final String[] BEHIND = {
    TASK + "operator_KinesisConsumer_stream_shardId_millisBehindLatest",
    TASK + "operator_KinesisStreamSource_accountId_region_stream_shardId_millisBehindLatest"
  };

  /** Beyond these Flink means that there is none, or that there will be none after it. */
  private static final double OLDEST = Long.MIN_VALUE / 2.0;

  private static final double NEWEST = Long.MAX_VALUE / 2.0;

  public Figures {
    tasks = List.copyOf(tasks);
  }

  /** Where its subtasks spend their time, each as its worst one, in percent. */
  public record Task(String name, double busy, double backPressured) {}

  /**
   * A process that runs functions in Python.
   *
   * @param taskManager that has started it
   * @param resident memory it really takes, in bytes
   * @param share of memory that it was told to keep to, in bytes
   */
  public record PythonWorker(String taskManager, long pid, long resident, long share) {
    boolean isOverShare() {
      return resident > share;
    }
  }

  /** How far sources are behind. */
  public record Lag(OptionalDouble amount, String unit, double noise) {
    static final Lag UNKNOWN = new Lag(OptionalDouble.empty(), "", 0);

    static Lag records(double amount) {
      return new Lag(OptionalDouble.of(amount), "records", 100);
    }

    static Lag seconds(double amount) {
      return new Lag(OptionalDouble.of(amount), "seconds", 30);
    }
  }

  public static Figures of(Vitals vitals) {
    List<Sample> job =
        vitals.jobManagers().stream().flatMap(jvm -> jvm.samples().stream()).toList();
    List<Sample> work =
        vitals.taskManagers().stream().flatMap(jvm -> jvm.samples().stream()).toList();
    return new Figures(
        values(job, JOB + "numRestarts", JOB + "fullRestarts").max(),
        values(job, JOB + "numberOfCompletedCheckpoints").max(),
        values(job, JOB + "numberOfFailedCheckpoints").max(),
        lag(work),
        values(work, TASK + "currentInputWatermark")
            .filter(time -> time > OLDEST && time < NEWEST)
            .min(),
        Math.max(
            values(work, TASK + "numRecordsInPerSecond").sum(),
            values(work, TASK + "numRecordsOutPerSecond").sum()),
        tasks(work),
        vitals.taskManagers().stream()
            .filter(jvm -> jvm.resident() > 0)
            .mapToDouble(
                jvm -> 100.0 * (jvm.resident() + jvm.residentOfChildren()) / vitals.memory())
            .max(),
        python(vitals),
        vitals.disk());
  }

  private static Optional<PythonWorker> python(Vitals vitals) {
    return vitals.taskManagers().stream()
        .flatMap(
            jvm ->
                jvm.children().stream()
                    .map(
                        child ->
                            new PythonWorker(
                                jvm.name().substring(jvm.name().lastIndexOf('/') + 1),
                                child.pid(),
                                child.resident(),
                                vitals.pythonShare())))
        .filter(worker -> worker.share() > 0)
        .max(Comparator.comparing(PythonWorker::resident));
  }

  private static Lag lag(List<Sample> work) {
    OptionalDouble records = values(work, READER + "records_lag_max").max();
    if (records.isPresent()) {
      return Lag.records(records.getAsDouble());
    }
    OptionalDouble millis = values(work, BEHIND).filter(time -> time >= 0).max();
    return millis.isPresent() ? Lag.seconds(millis.getAsDouble() / 1000) : Lag.UNKNOWN;
  }

  private static List<Task> tasks(List<Sample> work) {
    Map<String, Double> busy = worst(work, TASK + "busyTimeMsPerSecond");
    Map<String, Double> held = worst(work, TASK + "backPressuredTimeMsPerSecond");
    List<Task> tasks = new ArrayList<>();
    busy.forEach((name, time) -> tasks.add(new Task(name, time, held.getOrDefault(name, 0.0))));
    return tasks;
  }

  private static Map<String, Double> worst(List<Sample> work, String metric) {
    Map<String, DoubleSummaryStatistics> byTask =
        of(work, metric)
            .collect(
                Collectors.groupingBy(
                    sample -> sample.labels().getOrDefault("task_name", ""),
                    TreeMap::new,
                    Collectors.summarizingDouble(sample -> sample.value() / 10)));
    return byTask.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> each.getValue().getMax(), Math::max, TreeMap::new));
  }

  private static DoubleStream values(List<Sample> samples, String... metrics) {
    return Stream.of(metrics)
        .map(metric -> of(samples, metric))
        .flatMap(Function.identity())
        .mapToDouble(Sample::value);
  }

  private static Stream<Sample> of(List<Sample> samples, String metric) {
    return samples.stream()
        .filter(sample -> sample.name().equals(metric) && !Double.isNaN(sample.value()));
  }
}
