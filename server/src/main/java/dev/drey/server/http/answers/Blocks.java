package dev.drey.server.http.answers;

import dev.drey.core.model.Checkpointing;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Encryption;
import dev.drey.core.model.Monitoring;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Blocks of settings, as a creation and an update write them alike: an update's members end in
 * {@code Update}. With type DEFAULT the defaults win over whatever stands beside it; with CUSTOM,
 * what is left out stays as it is.
 */
record Blocks(String suffix) {
  static final Blocks CREATION = new Blocks("");
  static final Blocks UPDATE = new Blocks("Update");

  Checkpointing checkpointing(Members block, Checkpointing now) {
    if (type(block, now.type(), "CheckpointConfiguration") == ConfigurationType.DEFAULT) {
      return Checkpointing.DEFAULT;
    }
    return new Checkpointing(
        ConfigurationType.CUSTOM,
        block.flag("CheckpointingEnabled" + suffix).orElse(now.enabled()),
        millis(block, "CheckpointInterval").orElse(now.interval()),
        millis(block, "MinPauseBetweenCheckpoints").orElse(now.minPause()));
  }

  Monitoring monitoring(Members block, Monitoring now) {
    if (type(block, now.type(), "MonitoringConfiguration") == ConfigurationType.DEFAULT) {
      return Monitoring.DEFAULT;
    }
    return new Monitoring(
        ConfigurationType.CUSTOM,
        block.optionalText("MetricsLevel" + suffix).orElse(now.metricsLevel()),
        block.optionalText("LogLevel" + suffix).orElse(now.logLevel()));
  }

  Parallelism parallelism(Members block, Parallelism now) {
    if (type(block, now.type(), "ParallelismConfiguration") == ConfigurationType.DEFAULT) {
      return Parallelism.DEFAULT;
    }
    return new Parallelism(
        ConfigurationType.CUSTOM,
        block.smallNumber("Parallelism" + suffix).orElse(now.parallelism()),
        block.smallNumber("ParallelismPerKPU" + suffix).orElse(now.perKpu()),
        block.flag("AutoScalingEnabled" + suffix).orElse(now.autoScaling()));
  }

  Encryption encryption(Members block) {
    String type = block.text("KeyType" + suffix);
    Optional<String> key = block.optionalText("KeyId" + suffix);
    if (key.isPresent() != type.equals("CUSTOMER_MANAGED_KEY")) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "KeyId goes with KeyType CUSTOMER_MANAGED_KEY, and only with it; KeyType is "
              + type
              + (key.isPresent() ? " and there is a KeyId" : " and there is no KeyId"));
    }
    return new Encryption(type, key);
  }

  static List<PropertyGroup> properties(Members block) {
    Set<String> ids = new HashSet<>();
    for (Members group : block.structures("PropertyGroups")) {
      if (!ids.add(group.text("PropertyGroupId"))) {
        throw new Refused(
            Reason.INVALID_ARGUMENT,
            "the property group "
                + group.text("PropertyGroupId")
                + " is given twice; put its properties into one");
      }
    }
    return block.structures("PropertyGroups").stream()
        .map(group -> new PropertyGroup(group.text("PropertyGroupId"), group.map("PropertyMap")))
        .toList();
  }

  private ConfigurationType type(Members block, ConfigurationType now, String name) {
    Optional<ConfigurationType> asked =
        block.optionalText("ConfigurationType" + suffix).map(ConfigurationType::valueOf);
    if (asked.isEmpty() && now == ConfigurationType.DEFAULT && !block.structure().isEmpty()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          name
              + " has the type DEFAULT, which takes no values; send ConfigurationTypeUpdate CUSTOM with them");
    }
    return asked.orElse(now);
  }

  private Optional<Duration> millis(Members block, String name) {
    return block.number(name + suffix).stream().mapToObj(Duration::ofMillis).findFirst();
  }
}
