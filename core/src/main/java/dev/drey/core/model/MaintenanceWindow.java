package dev.drey.core.model;

import java.time.LocalTime;
import java.util.Map;

/** The hours, in UTC, in which the service may patch: each region has its own where none is set. */
public final class MaintenanceWindow {
  public static final int HOURS = 8;

  private static final LocalTime ELSEWHERE = LocalTime.of(3, 0);

  /** Regions by the beginning of their names; AWS's table. */
  private static final Map<String, LocalTime> BY_REGION =
      Map.ofEntries(
          Map.entry("us-west", LocalTime.of(6, 0)),
          Map.entry("us-gov-west", LocalTime.of(6, 0)),
          Map.entry("eu-central-1", LocalTime.of(6, 0)),
          Map.entry("eu-west-1", LocalTime.of(22, 0)),
          Map.entry("eu-west-2", LocalTime.of(22, 0)),
          Map.entry("ap-northeast-1", LocalTime.of(13, 0)),
          Map.entry("ap-northeast-2", LocalTime.of(13, 0)),
          Map.entry("ap-east-1", LocalTime.of(13, 0)),
          Map.entry("cn-", LocalTime.of(13, 0)),
          Map.entry("ap-southeast-1", LocalTime.of(14, 0)),
          Map.entry("ap-southeast-2", LocalTime.of(12, 0)),
          Map.entry("ap-south-1", LocalTime.of(16, 30)),
          Map.entry("sa-east-1", LocalTime.of(19, 0)));

  private MaintenanceWindow() {}

  public static LocalTime startIn(String region) {
    return BY_REGION.entrySet().stream()
        .filter(each -> region.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(ELSEWHERE);
  }

  public static LocalTime end(LocalTime start) {
    return start.plusHours(HOURS);
  }
}
