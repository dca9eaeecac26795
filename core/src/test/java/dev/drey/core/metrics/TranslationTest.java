package dev.drey.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TranslationTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final ApplicationId APP =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("app"));

  private final Translation translation = new Translation(APP, true);
  private Instant now = NOON;

  @Test
  void records_are_told_as_what_came_since_the_last_look() {
    read(Level.APPLICATION, in("0", 10), in("1", 5));

    assertThat(value("numRecordsIn", Map.of(), read(Level.APPLICATION, in("0", 30), in("1", 6))))
        .isEqualTo(Statistics.of(21));
  }

  @Test
  void a_job_seen_from_its_start_counts_from_nothing() {
    assertThat(value("numRecordsIn", Map.of(), read(Level.APPLICATION, in("0", 10), in("1", 5))))
        .isEqualTo(Statistics.of(15));
  }

  @Test
  void what_was_counted_before_anybody_looked_is_left_out() {
    var late = new Translation(APP, false);

    assertThat(late.readings(Level.APPLICATION, worker(in("0", 1_000)), now))
        .noneMatch(reading -> reading.series().metric().equals("numRecordsIn"));
    assertThat(late.readings(Level.APPLICATION, worker(in("0", 1_003)), now.plusSeconds(15)))
        .filteredOn(reading -> reading.series().metric().equals("numRecordsIn"))
        .singleElement()
        .satisfies(reading -> assertThat(reading.value().sum()).isEqualTo(3));
  }

  @Test
  void another_attempt_begins_at_nothing() {
    read(Level.APPLICATION, in("0", 100));

    assertThat(value("numRecordsIn", Map.of(), read(Level.APPLICATION, in("0", 7))))
        .isEqualTo(Statistics.of(7));
  }

  @Test
  void a_level_tells_what_those_before_it_tell() {
    assertThat(names(read(Level.OPERATOR, in("0", 1))))
        .containsExactlyInAnyOrder(
            Map.of("Application", "app"),
            Map.of("Application", "app", "Task", "read", "Operator", "sieve"));
    assertThat(names(read(Level.PARALLELISM, in("0", 1))))
        .contains(
            Map.of("Application", "app", "Task", "read", "Operator", "sieve", "Parallelism", "0"));
  }

  @Test
  void a_watermark_that_is_not_there_yet_is_not_told_and_the_least_one_counts() {
    assertThat(
            value(
                "currentInputWatermark",
                Map.of(),
                read(
                    Level.APPLICATION,
                    watermark("0", Long.MIN_VALUE),
                    watermark("1", 1_700),
                    watermark("2", 1_600))))
        .isEqualTo(Statistics.of(1_600));
    assertThat(read(Level.APPLICATION, watermark("0", Long.MIN_VALUE)))
        .noneMatch(reading -> reading.series().metric().equals("currentInputWatermark"));
  }

  @Test
  void disk_is_told_as_a_share_of_what_the_application_is_meant_to_take() {
    var disk = new DiskUse(12.5, OptionalDouble.of(70));

    List<Reading> readings =
        translation.readings(
            Level.APPLICATION,
            new Vitals(1, 1, 4_000, 0, disk, List.of(jvm("a", 0.2)), List.of()),
            now);

    assertThat(value("containerDiskUtilization", Map.of(), readings).most()).isEqualTo(70);
  }

  @Test
  void each_TaskManager_is_a_sample_of_what_is_shared() {
    List<Reading> readings =
        translation.readings(
            Level.APPLICATION,
            new Vitals(
                2,
                1,
                4_000,
                80,
                DiskUse.of(12.5),
                List.of(jvm("a", 0.2), jvm("b", 0.4)),
                List.of()),
            now);

    Statistics cpu = value("cpuUtilization", Map.of(), readings);
    assertThat(cpu.count()).isEqualTo(2);
    assertThat(cpu.average()).isCloseTo(30, within(1e-9));
    assertThat(value("heapMemoryUtilization", Map.of(), readings).most()).isEqualTo(50);
    assertThat(value("containerMemoryUtilization", Map.of(), readings).most()).isEqualTo(25);
    assertThat(value("pythonWorkerMemory", Map.of(), readings).most()).isEqualTo(100);
    assertThat(value("pythonWorkerMemoryUtilization", Map.of(), readings).most()).isEqualTo(75);
    assertThat(value("containerDiskUtilization", Map.of(), readings).most()).isEqualTo(12.5);
    assertThat(value("KPUs", Map.of(), readings)).isEqualTo(Statistics.of(3));
  }

  @Test
  void the_time_a_TaskManager_used_is_told_as_a_share_of_its_cores() {
    read(Level.APPLICATION, sample("flink_taskmanager_Status_JVM_CPU_Time", Map.of(), 1e9));

    List<Reading> readings =
        read(Level.APPLICATION, sample("flink_taskmanager_Status_JVM_CPU_Time", Map.of(), 4e9));

    assertThat(value("containerCPUUtilization", Map.of(), readings).most())
        .as("three seconds in fifteen of one core")
        .isCloseTo(20, within(1e-9));
  }

  @Test
  void custom_metrics_have_their_keyed_groups_as_dimensions() {
    var labels = new TreeMap<>(place("0"));
    labels.put("Service", "WordCount");
    String operator = "flink_taskmanager_job_task_operator_";

    List<Reading> readings =
        read(
            Level.APPLICATION,
            sample(operator + "kinesisanalytics_Service_words", labels, 7),
            sample(operator + "kinesisanalytics_badTimestamps", place("0"), 2),
            sample(operator + "kinesisanalytics_badTimestamps", place("1"), 3),
            sample(operator + "mine_words", place("0"), 9));

    assertThat(value("words", Map.of("Service", "WordCount"), readings))
        .isEqualTo(Statistics.of(7));
    assertThat(value("badTimestamps", Map.of(), readings)).isEqualTo(Statistics.of(5));
    assertThat(readings).noneMatch(reading -> reading.series().metric().contains("mine"));
  }

  @Test
  void offsets_are_told_by_topic_and_with_the_finest_level_by_partition() {
    String offset =
        "flink_taskmanager_job_task_operator_KafkaSourceReader_topic_partition_currentOffset";
    var first = new TreeMap<>(place("0"));
    first.putAll(Map.of("topic", "lines", "partition", "0"));
    var second = new TreeMap<>(place("1"));
    second.putAll(Map.of("topic", "lines", "partition", "1"));

    List<Reading> readings =
        read(Level.PARALLELISM, sample(offset, first, 10), sample(offset, second, 32));

    assertThat(value("currentoffsets", Map.of("Topic", "lines"), readings))
        .isEqualTo(Statistics.of(42));
    assertThat(readings)
        .anyMatch(
            reading -> reading.series().dimensions().getOrDefault("Partition", "").equals("1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"KinesisConsumer_stream", "KinesisStreamSource_accountId_region_stream"})
  void how_far_behind_a_stream_is_is_told_of_its_worst_shard(String source) {
    String behind = "flink_taskmanager_job_task_operator_" + source + "_shardId_millisBehindLatest";
    var first = new TreeMap<>(place("0"));
    first.putAll(Map.of("stream", "web", "shardId", "shardId-0"));
    var second = new TreeMap<>(place("0"));
    second.putAll(Map.of("stream", "web", "shardId", "shardId-1"));

    List<Reading> readings =
        read(Level.PARALLELISM, sample(behind, first, 10), sample(behind, second, 32));

    assertThat(value("millisBehindLatest", Map.of("Stream", "web"), readings))
        .isEqualTo(Statistics.of(32));
    assertThat(readings)
        .anyMatch(
            reading -> reading.series().dimensions().getOrDefault("Shard", "").equals("shardId-1"));
  }

  private List<Reading> read(Level level, Sample... samples) {
    List<Reading> readings = translation.readings(level, worker(samples), now);
    now = now.plus(Duration.ofSeconds(15));
    return readings;
  }

  private static Vitals worker(Sample... samples) {
    var jvm = new Vitals.Jvm("taskmanager-1-1", 0, List.of(), List.of(samples));
    return new Vitals(1, 1, 4_000, 0, DiskUse.of(0), List.of(jvm), List.of());
  }

  private static Vitals.Jvm jvm(String name, double load) {
    String status = "flink_taskmanager_Status_JVM_";
    return new Vitals.Jvm(
        name,
        900,
        List.of(new Vitals.Child(7, 60), new Vitals.Child(8, 40)),
        List.of(
            sample(status + "CPU_Load", Map.of(), load),
            sample(status + "Memory_Heap_Used", Map.of(), 50),
            sample(status + "Memory_Heap_Max", Map.of(), 100)));
  }

  private static Sample in(String subtask, double count) {
    return sample("flink_taskmanager_job_task_operator_numRecordsIn", place(subtask), count);
  }

  private static Sample watermark(String subtask, double millis) {
    return sample(
        "flink_taskmanager_job_task_operator_currentInputWatermark", place(subtask), millis);
  }

  private static Sample sample(String name, Map<String, String> labels, double value) {
    return new Sample(name, labels, value);
  }

  private static Map<String, String> place(String subtask) {
    return Map.of(
        "task_name",
        "read",
        "operator_name",
        "sieve",
        "operator_id",
        "1",
        "subtask_index",
        subtask);
  }

  private static List<Map<String, String>> names(List<Reading> readings) {
    return readings.stream()
        .map(Reading::series)
        .filter(series -> series.metric().equals("numRecordsIn"))
        .map(series -> Map.copyOf(series.dimensions()))
        .toList();
  }

  private static Statistics value(String metric, Map<String, String> more, List<Reading> readings) {
    var dimensions = new TreeMap<>(more);
    dimensions.put("Application", "app");
    return readings.stream()
        .filter(reading -> reading.series().equals(new Series(APP.account(), metric, dimensions)))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
