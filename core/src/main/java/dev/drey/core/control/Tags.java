package dev.drey.core.control;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Map;

/** What the tag says that decides over snapshots when their application is deleted. */
final class Tags {
  static final String PREFIX = "drey:";
  static final String ON_DELETE = "drey:on-delete";
  private static final String KEEP = "keep-snapshots";
  private static final String DELETE = "delete-snapshots";

  private Tags() {}

  static void checkOnDelete(String value) {
    if (!value.equals(KEEP) && !value.equals(DELETE)) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "the tag " + ON_DELETE + " is " + KEEP + " or " + DELETE + ", not " + value);
    }
  }

  static boolean keepSnapshots(Map<String, String> tags) {
    return KEEP.equals(tags.get(ON_DELETE));
  }
}
