package dev.drey.core.control;

import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.options.OptionCheck;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What applications declare to Drey with tags and property groups. What is not understood is
 * refused: a policy that silently does nothing is worse than none.
 */
public final class Declarations {
  private static final String POLICIES = "drey.policies";

  private final OptionCheck options;
  private final PolicyCheck policies;

  public Declarations(OptionCheck options, PolicyCheck policies) {
    this.options = options;
    this.policies = policies;
  }

  void checkTags(Map<String, String> tags) {
    Map<String, String> ours = new TreeMap<>();
    tags.forEach(
        (key, value) -> {
          if (key.equals(Tags.ON_DELETE)) {
            Tags.checkOnDelete(value);
          } else if (policies.tags().contains(key)) {
            ours.put(key, value);
          } else if (key.startsWith(Tags.PREFIX)) {
            throw new Refused(
                Reason.INVALID_ARGUMENT,
                "no tag of Drey's is named " + key + "; there is " + String.join(", ", known()));
          }
        });
    refuse(policies.problem(ours, Map.of()));
  }

  private Set<String> known() {
    Set<String> known = new TreeSet<>(policies.tags());
    known.add(Tags.ON_DELETE);
    return known;
  }

  void check(Configuration configuration) {
    for (PropertyGroup group : configuration.properties()) {
      if (group.id().equals(POLICIES)) {
        refuse(policies.problem(Map.of(), group.properties()));
      } else if (group.id().equals(PropertyGroup.SIZES)) {
        refuse(unknownSize(group));
      } else if (group.isForDrey()
          && !group.holdsFlinkOptions()
          && !group.id().equals(PropertyGroup.LOG_LEVELS)) {
        throw new Refused(
            Reason.INVALID_ARGUMENT,
            "property groups that begin with drey. are Drey's own, and it has none named "
                + group.id()
                + "; there is "
                + PropertyGroup.FLINK_OPTIONS
                + " (then .2, .3, …), "
                + PropertyGroup.LOG_LEVELS
                + ", "
                + PropertyGroup.SIZES
                + " and "
                + POLICIES);
      }
    }
    configuration.logLevels();
    options.check(configuration);
  }

  /** What it says is checked with the other sizes. */
  private static Optional<String> unknownSize(PropertyGroup group) {
    return group.properties().keySet().stream()
        .filter(key -> !key.equals(SizeOptions.DISK))
        .findFirst()
        .map(
            key ->
                "%s has no property %s; there is %s, and all other sizes are options of Flink's in %s"
                    .formatted(
                        PropertyGroup.SIZES, key, SizeOptions.DISK, PropertyGroup.FLINK_OPTIONS));
  }

  private static void refuse(Optional<String> problem) {
    problem.ifPresent(
        message -> {
          throw new Refused(Reason.INVALID_ARGUMENT, message);
        });
  }

  /**
   * What an update takes away without having been told to: it replaces all property groups, and
   * those who write one often forget the others.
   */
  Optional<String> dropped(Configuration before, Configuration after) {
    Set<String> gone = new TreeSet<>();
    before.properties().stream()
        .filter(PropertyGroup::isForDrey)
        .map(PropertyGroup::id)
        .forEach(gone::add);
    after.properties().forEach(group -> gone.remove(group.id()));
    return gone.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the update left out the property group "
                + String.join(" and ", gone)
                + ", and so what it had set is no longer in force: an update replaces all groups;"
                + " name it again to keep it");
  }
}
