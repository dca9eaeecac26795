package dev.drey.core.metrics;

import static dev.drey.core.metrics.Kind.COUNTER;
import static dev.drey.core.metrics.Kind.GAUGE;
import static dev.drey.core.metrics.Kind.WATERMARK;
import static dev.drey.core.metrics.Level.APPLICATION;
import static dev.drey.core.metrics.Level.OPERATOR;
import static dev.drey.core.metrics.Level.PARALLELISM;
import static dev.drey.core.metrics.Level.TASK;
import static dev.drey.core.metrics.Measure.Merge.EACH;
import static dev.drey.core.metrics.Measure.Merge.GREATEST;
import static dev.drey.core.metrics.Measure.Merge.LEAST;
import static dev.drey.core.metrics.Measure.Merge.SUM;

import dev.drey.core.metrics.Measure.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every metric that has a fixed name: Kinesis Data Analytics' own, from Flink's. */
public final class Measures {
  static final String JOB = "flink_jobmanager_job_";
  static final String TASK_SCOPE = "flink_taskmanager_job_task_";
  static final String OPERATOR_SCOPE = TASK_SCOPE + "operator_";
  static final String KAFKA = OPERATOR_SCOPE + "KafkaSourceReader_";

  /** Of a shard of Kinesis, by the older consumer and by the source of connectors from 5 on. */
  private static final List<String> SHARDS =
      List.of(
          OPERATOR_SCOPE + "KinesisConsumer_stream_shardId_",
          OPERATOR_SCOPE + "KinesisStreamSource_accountId_region_stream_shardId_");

  private static final Set<Level> ABOVE_TASKS = Set.of(APPLICATION, OPERATOR, PARALLELISM);
  private static final Set<Level> OF_TASKS = Set.of(TASK, PARALLELISM);

  private static final Map<String, List<Measure>> BY_FLINK_NAME =
      all().stream().collect(Collectors.groupingBy(Measure::flink));

  private Measures() {}

  /** Every fixed name, and how numbers under it behave. */
  public static Map<String, Kind> names() {
    return BY_FLINK_NAME.values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toMap(Measure::name, Measure::kind, (one, same) -> one));
  }

  /** What this number of Flink's is told as. */
  static List<Measure> from(String flinkName) {
    return BY_FLINK_NAME.getOrDefault(flinkName, List.of());
  }

  private static List<Measure> all() {
    List<Measure> all = new ArrayList<>();
    ofJob(all);
    ofWorkers(all);
    ofRecords(all);
    ofConnectors(all);
    return List.copyOf(all);
  }

  private static void ofJob(List<Measure> all) {
    for (String time :
        List.of(
            "uptime",
            "downtime",
            "runningTime",
            "restartingTime",
            "cancellingTime",
            "failingTime",
            "lastCheckpointDuration")) {
      all.add(application(time, JOB + time, "Milliseconds", GREATEST));
    }
    for (String count : List.of("fullRestarts", "numRestarts", "numberOfFailedCheckpoints")) {
      all.add(application(count, JOB + count, "Count", GREATEST));
    }
    all.add(application("lastCheckpointSize", JOB + "lastCheckpointSize", "Bytes", GREATEST));
  }

  /** What {@link Worker} says of each TaskManager. */
  private static void ofWorkers(List<Measure> all) {
    for (String percent :
        List.of(
            Worker.CPU,
            Worker.HEAP,
            Worker.MANAGED,
            Worker.CONTAINER_CPU,
            Worker.CONTAINER_MEMORY,
            Worker.CONTAINER_DISK,
            Worker.PYTHON_SHARE)) {
      all.add(application(percent, percent, "Percent", EACH));
    }
    all.add(application(Worker.THREADS, Worker.THREADS, "Count", SUM));
    all.add(application(Worker.OLD_COLLECTIONS, Worker.OLD_COLLECTIONS, "Count", SUM));
    all.add(
        application(Worker.OLD_COLLECTION_TIME, Worker.OLD_COLLECTION_TIME, "Milliseconds", SUM));
    all.add(application(Worker.PYTHON_MEMORY, Worker.PYTHON_MEMORY, "Bytes", EACH));
    all.add(application("managedMemoryUsed", Worker.MANAGED_USED, "Bytes", SUM));
    all.add(application("managedMemoryTotal", Worker.MANAGED_TOTAL, "Bytes", SUM));
    all.add(application("KPUs", Worker.KPUS, "Count", GREATEST));
  }

  private static void ofRecords(List<Measure> all) {
    for (String count : List.of("numRecordsIn", "numRecordsOut")) {
      all.add(operator(count, count, "Count", SUM, COUNTER));
      all.add(task(count, "Count", SUM, COUNTER, Set.of(TASK)));
    }
    all.add(everywhere("numLateRecordsDropped", "numLateRecordsDropped", "Count", SUM, COUNTER));
    for (String rate : List.of("numRecordsInPerSecond", "numRecordsOutPerSecond")) {
      all.add(operator(rate, rate, "Count/Second", SUM, GAUGE));
      all.add(task(rate, "Count/Second", SUM, GAUGE, Set.of(TASK)));
    }
    all.add(
        operator(
            "currentInputWatermark", "currentInputWatermark", "Milliseconds", LEAST, WATERMARK));
    all.add(
        everywhere(
            "currentOutputWatermark", "currentOutputWatermark", "Milliseconds", LEAST, WATERMARK));
    all.add(task("currentInputWatermark", "Milliseconds", LEAST, WATERMARK, Set.of(TASK)));
    for (String time :
        List.of("busyTimeMsPerSecond", "idleTimeMsPerSecond", "backPressuredTimeMsPerSecond")) {
      all.add(task(time, "Milliseconds", GREATEST, GAUGE, OF_TASKS));
    }
  }

  private static void ofConnectors(List<Measure> all) {
    all.add(
        everywhere("commitsSucceeded", "KafkaSourceReader_commitsSucceeded", "None", SUM, GAUGE));
    all.add(everywhere("commitsFailed", "KafkaSourceReader_commitsFailed", "None", SUM, GAUGE));
    String consumer = "KafkaSourceReader_KafkaConsumer_";
    all.add(everywhere("records_lag_max", consumer + "records_lag_max", "Count", GREATEST, GAUGE));
    all.add(
        everywhere("bytes_consumed_rate", consumer + "bytes_consumed_rate", "Bytes", SUM, GAUGE));
    String partition = KAFKA + "topic_partition_";
    all.add(partitioned("currentoffsets", partition + "currentOffset", "None", SUM));
    all.add(partitioned("committedoffsets", partition + "committedOffset", "None", SUM));
    for (String shard : SHARDS) {
      all.add(
          partitioned(
              "millisBehindLatest", shard + "millisBehindLatest", "Milliseconds", GREATEST));
      all.add(
          partitioned(
              "bytesRequestedPerFetch", shard + "bytesRequestedPerFetch", "Bytes", GREATEST));
    }
  }

  private static Measure application(String name, String flink, String unit, Merge merge) {
    return new Measure(name, flink, unit, merge, GAUGE, Set.of(APPLICATION));
  }

  private static Measure operator(String name, String flink, String unit, Merge merge, Kind kind) {
    return new Measure(name, OPERATOR_SCOPE + flink, unit, merge, kind, ABOVE_TASKS);
  }

  /** Of an operator, and of a task as all of its operators together: Flink does not tell it. */
  private static Measure everywhere(
      String name, String flink, String unit, Merge merge, Kind kind) {
    return new Measure(name, OPERATOR_SCOPE + flink, unit, merge, kind, Set.of(Level.values()));
  }

  private static Measure task(String name, String unit, Merge merge, Kind kind, Set<Level> levels) {
    return new Measure(name, TASK_SCOPE + name, unit, merge, kind, levels);
  }

  private static Measure partitioned(String name, String flink, String unit, Merge merge) {
    return new Measure(name, flink, unit, merge, GAUGE, Set.of(APPLICATION, PARALLELISM));
  }
}
