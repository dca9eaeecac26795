package dev.drey.core.options;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds the options that an application sets against the Flink it runs on and its sizes. */
public final class OptionCheck {
  /** Options that no class declares: what is behind the prefix is for a plugin or a library. */
  private static final Pattern OPEN =
      Pattern.compile("(s3|fs\\.s3a|metrics\\.reporter|metrics\\.scope|external-resource)\\..+");

  private final Map<RuntimeEnvironment, OptionCatalogue> catalogues;
  private final Sizes sizes;

  public OptionCheck(Map<RuntimeEnvironment, OptionCatalogue> catalogues, Sizes sizes) {
    this.catalogues = Map.copyOf(catalogues);
    this.sizes = sizes;
  }

  /**
   * Checks the options of all its property groups.
   *
   * @throws Refused with everything that is wrong
   */
  public void check(Configuration configuration) {
    List<String> problems = new ArrayList<>();
    Map<String, String> groups = new HashMap<>();
    for (PropertyGroup group : configuration.properties()) {
      if (group.holdsFlinkOptions()) {
        group.properties().keySet().stream()
            .filter(key -> groups.putIfAbsent(key, group.id()) != null)
            .map(key -> key + " stands in " + groups.get(key) + " and in " + group.id())
            .forEach(problems::add);
      }
    }
    if (groups.isEmpty()) {
      sizes.of(configuration);
      return;
    }
    Optional<OptionCatalogue> catalogue =
        Optional.ofNullable(catalogues.get(configuration.runtime()));
    if (catalogue.isEmpty()) {
      problems.add("the options of " + configuration.runtime() + " are not known here");
    }
    configuration
        .flinkOptions()
        .forEach(
            (key, value) ->
                catalogue.flatMap(known -> problem(known, key, value)).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw refusal(String.join("; ", problems));
    }
    try {
      sizes.of(configuration);
    } catch (Refused conflict) {
      throw refusal(conflict.getMessage());
    }
  }

  private static Optional<String> problem(OptionCatalogue known, String key, String value) {
    Optional<String> reserved = Reserved.reason(key);
    if (reserved.isPresent()) {
      return Optional.of(key + " is not the application's to set: " + reserved.get());
    }
    Optional<FlinkOption> option = known.find(key);
    if (option.isPresent()) {
      return option
          .get()
          .problem(value)
          .map(why -> key + " is '" + shown(key, value) + "', and " + why);
    }
    if (OPEN.matcher(key).matches()) {
      return Optional.empty();
    }
    return known
        .findOlder(key)
        .map(newer -> key + " is an older name; write " + newer.key())
        .or(
            () ->
                Optional.of(
                    key
                        + " is no option of this Flink's"
                        + known
                            .nearest(key)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("")));
  }

  private static String shown(String key, String value) {
    return FlinkOption.isSecret(key) ? SetOption.MASK : value;
  }

  private static Refused refusal(String problems) {
    return new Refused(Reason.INVALID_CONFIGURATION, PropertyGroup.FLINK_OPTIONS + ": " + problems);
  }
}
