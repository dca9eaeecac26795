package dev.drey.core.control;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether those who follow an application's policies could read them. */
public interface PolicyCheck {

  /** There are no policies. */
  PolicyCheck NONE =
      new PolicyCheck() {
        @Override
        public Set<String> tags() {
          return Set.of();
        }

        @Override
        public Optional<String> problem(Map<String, String> tags, Map<String, String> group) {
          return Optional.empty();
        }
      };

  /** The keys of the tags that are policies. */
  Set<String> tags();

  /**
   * What cannot be read; absent if all can.
   *
   * @param group the property group {@code drey.policies}, empty where there is none
   */
  Optional<String> problem(Map<String, String> tags, Map<String, String> group);
}
