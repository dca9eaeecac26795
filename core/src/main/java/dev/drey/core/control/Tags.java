package dev.drey.core.control;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Map;

/** The tags that speak to Drey. */
final class Tags {
  static final String PREFIX = "drey:";
  static final String ON_DELETE = "drey:on-delete";
  private static final String KEEP = "keep-snapshots";
  private static final String DELETE = "delete-snapshots";

  private Tags() {}

  /**
   * Refuses a tag of ours that is not understood: a policy that silently does nothing is worse than
   * none.
   */
  static void check(Map<String, String> tags) {
    tags.forEach(
        (key, value) -> {
          if (!key.startsWith(PREFIX)) {
            return;
          }
          if (!key.equals(ON_DELETE)) {
            throw new Refused(
                Reason.INVALID_ARGUMENT,
                "no tag of Drey's is named " + key + "; there is " + ON_DELETE);
          }
          if (!value.equals(KEEP) && !value.equals(DELETE)) {
            throw new Refused(
                Reason.INVALID_ARGUMENT,
                "the tag " + ON_DELETE + " is " + KEEP + " or " + DELETE + ", not " + value);
          }
        });
  }

  static boolean keepSnapshots(Map<String, String> tags) {
    return KEEP.equals(tags.get(ON_DELETE));
  }
}
