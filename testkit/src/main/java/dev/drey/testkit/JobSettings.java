package dev.drey.testkit;

import dev.drey.testkit.engine.Feed;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** All that a test has said about how its job is to run. */
record JobSettings(
    Map<String, List<Feed.Step>> feeds,
    Set<String> realSinks,
    Optional<Integer> parallelism,
    Configuration configuration,
    Watermarks watermarks,
    String backend,
    OptionalLong order,
    long processingTime,
    Duration patience,
    Optional<JobSnapshot> start,
    boolean allowsMissing) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  JobSettings {
    feeds = Map.copyOf(feeds);
    realSinks = Set.copyOf(realSinks);
    configuration = new Configuration(configuration);
  }

  static JobSettings defaults() {
    return new JobSettings(
        Map.of(),
        Set.of(),
        Optional.empty(),
        new Configuration(),
        Watermarks.everyRecord(),
        "hashmap",
        OptionalLong.empty(),
        0,
        PATIENCE,
        Optional.empty(),
        false);
  }

  JobSettings withFeed(String source, List<Feed.Step> steps) {
    Map<String, List<Feed.Step>> more = new HashMap<>(feeds);
    more.put(source, steps);
    return new JobSettings(
        more,
        realSinks,
        parallelism,
        configuration,
        watermarks,
        backend,
        order,
        processingTime,
        patience,
        start,
        allowsMissing);
  }

  JobSettings withRealSink(String sink) {
    Set<String> more = new HashSet<>(realSinks);
    more.add(sink);
    return new JobSettings(
        feeds,
        more,
        parallelism,
        configuration,
        watermarks,
        backend,
        order,
        processingTime,
        patience,
        start,
        allowsMissing);
  }

  JobSettings withParallelism(int subtasks) {
    if (subtasks < 1) {
      throw new IllegalArgumentException("a parallelism of " + subtasks + ": take 1 or more");
    }
    return new JobSettings(
        feeds,
        realSinks,
        Optional.of(subtasks),
        configuration,
        watermarks,
        backend,
        order,
        processingTime,
        patience,
        start,
        allowsMissing);
  }

  <V> JobSettings withOption(ConfigOption<V> option, V value) {
    var more = new Configuration(configuration);
    more.set(option, value);
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        more,
        watermarks,
        backend,
        order,
        processingTime,
        patience,
        start,
        allowsMissing);
  }

  JobSettings withWatermarks(Watermarks when) {
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        configuration,
        when,
        backend,
        order,
        processingTime,
        patience,
        start,
        allowsMissing);
  }

  JobSettings withBackend(String name) {
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        configuration,
        watermarks,
        name,
        order,
        processingTime,
        patience,
        start,
        allowsMissing);
  }

  JobSettings withOrder(OptionalLong seed) {
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        configuration,
        watermarks,
        backend,
        seed,
        processingTime,
        patience,
        start,
        allowsMissing);
  }

  JobSettings withProcessingTime(long millis) {
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        configuration,
        watermarks,
        backend,
        order,
        millis,
        patience,
        start,
        allowsMissing);
  }

  JobSettings withPatience(Duration longest) {
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        configuration,
        watermarks,
        backend,
        order,
        processingTime,
        longest,
        start,
        allowsMissing);
  }

  JobSettings withStart(JobSnapshot snapshot) {
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        configuration,
        watermarks,
        backend,
        order,
        processingTime,
        patience,
        Optional.of(snapshot),
        allowsMissing);
  }

  JobSettings allowingMissing() {
    return new JobSettings(
        feeds,
        realSinks,
        parallelism,
        configuration,
        watermarks,
        backend,
        order,
        processingTime,
        patience,
        start,
        true);
  }
}
