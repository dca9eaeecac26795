package dev.drey.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that one version of an application runs with.
 *
 * @param snapshotMode absent where nobody has said one, which is {@link SnapshotMode#LEGACY}
 */
public record Configuration(
    RuntimeEnvironment runtime,
    String serviceExecutionRole,
    Optional<Code> code,
    Checkpointing checkpointing,
    Monitoring monitoring,
    Parallelism parallelism,
    List<PropertyGroup> properties,
    boolean snapshotsEnabled,
    boolean rollbackEnabled,
    Optional<Encryption> encryption,
    List<LoggingOption> loggingOptions,
    List<VpcConfiguration> vpcs,
    Optional<SnapshotMode> snapshotMode) {

  public Configuration {
    properties = List.copyOf(properties);
    loggingOptions = List.copyOf(loggingOptions);
    vpcs = List.copyOf(vpcs);
  }

  /** What an application has when nothing but its runtime and role are said. */
  public static Configuration defaults(RuntimeEnvironment runtime, String role) {
    return new Configuration(
        runtime,
        role,
        Optional.empty(),
        Checkpointing.DEFAULT,
        Monitoring.DEFAULT,
        Parallelism.DEFAULT,
        List.of(),
        true,
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  public Configuration withCode(Code newCode) {
    return with(Optional.of(newCode), loggingOptions, vpcs);
  }

  public Configuration withLoggingOptions(List<LoggingOption> others) {
    return with(code, others, vpcs);
  }

  public Configuration withVpcs(List<VpcConfiguration> others) {
    return with(code, loggingOptions, others);
  }

  private Configuration with(
      Optional<Code> newCode, List<LoggingOption> newOptions, List<VpcConfiguration> newVpcs) {
    return new Configuration(
        runtime,
        serviceExecutionRole,
        newCode,
        checkpointing,
        monitoring,
        parallelism,
        properties,
        snapshotsEnabled,
        rollbackEnabled,
        encryption,
        newOptions,
        newVpcs,
        snapshotMode);
  }

  public Configuration with(SnapshotMode mode) {
    return new Configuration(
        runtime,
        serviceExecutionRole,
        code,
        checkpointing,
        monitoring,
        parallelism,
        properties,
        snapshotsEnabled,
        rollbackEnabled,
        encryption,
        loggingOptions,
        vpcs,
        Optional.of(mode));
  }

  /** How its Python is begun; absent for an application in Java. */
  public Optional<PythonProgram> python() {
    return PythonProgram.of(properties);
  }

  /** How loud its loggers are. What names no level is refused before a configuration is written. */
  public LogLevels logLevels() {
    Map<String, String> named = new TreeMap<>();
    properties.stream()
        .filter(group -> group.id().equals(PropertyGroup.LOG_LEVELS))
        .forEach(group -> named.putAll(group.properties()));
    return LogLevels.of(monitoring.logLevel(), named);
  }

  /** Where it says that its application logs; absent where that is the usual place. */
  public Optional<LogPlace> logPlace() {
    return LogPlace.named(this);
  }

  /** Whether a job that runs with this one can go on as it is with the other. */
  public boolean runsAs(Configuration other) {
    return asJobsSeeIt().equals(other.asJobsSeeIt());
  }

  private Configuration asJobsSeeIt() {
    return new Configuration(
        runtime,
        serviceExecutionRole,
        code,
        checkpointing,
        Monitoring.DEFAULT,
        parallelism,
        properties.stream().filter(PropertyGroup::isForJobs).toList(),
        snapshotsEnabled,
        rollbackEnabled,
        encryption,
        List.of(),
        List.of(),
        snapshotMode);
  }

  /**
   * Flink's own options for this application, from its property groups. An option that is given
   * twice is refused before a configuration is written.
   */
  public Map<String, String> flinkOptions() {
    Map<String, String> options = new TreeMap<>();
    properties.stream()
        .filter(PropertyGroup::holdsFlinkOptions)
        .forEach(group -> options.putAll(group.properties()));
    return Collections.unmodifiableMap(options);
  }

  /** Everything it says of sizes: Flink's options, and what Flink has none for. */
  public Map<String, String> sizeOptions() {
    Map<String, String> options = new TreeMap<>(flinkOptions());
    properties.stream()
        .filter(group -> group.id().equals(PropertyGroup.SIZES))
        .forEach(group -> options.putAll(group.properties()));
    return Collections.unmodifiableMap(options);
  }
}
