package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What a running application's processes have, against what {@code drey plan} says of them. */
final class RealSize {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUFFER = 32 * 1024;
  private static final Map<String, String> NAMES =
      Map.of(
          "JVM overhead", "jvmOverhead",
          "JVM metaspace", "jvmMetaspace",
          "framework heap", "frameworkHeap",
          "framework off-heap", "frameworkOffHeap",
          "network", "networkMemory",
          "managed (RocksDB)", "managedMemory",
          "task off-heap", "taskOffHeap",
          "task heap", "taskHeap",
          "process", "totalProcessMemory");

  private final Drey drey;
  private final Application application;

  RealSize(Drey drey, Application application) {
    this.drey = drey;
    this.application = application;
  }

  /** Compares every part of every TaskManager, to the byte. */
  void isAsPlanned() {
    JsonNode plan = plan();
    Map<String, Long> parts = parts(plan, "TaskManager");
    var dashboard = new Dashboard(drey, application.name());
    JsonNode workers = dashboard.json("taskmanagers").path("taskmanagers");
    assertThat(workers).hasSize(plan.path("TaskManagers").asInt());
    for (JsonNode worker : workers) {
      String path = "taskmanagers/" + worker.path("id").asText();
      JsonNode told = dashboard.json(path);
      NAMES.forEach(
          (ours, flinks) ->
              assertThat(told.path("memoryConfiguration").path(flinks).asLong())
                  .as("%s of %s, with the plan %s", flinks, application.name(), plan)
                  .isEqualTo(parts.get(ours)));
      assertThat(told.path("slotsNumber").asInt())
          .isEqualTo(plan.path("SlotsPerTaskManager").asInt());
      assertThat(told.path("totalResource").path("cpuCores").asDouble())
          .isEqualTo(plan.path("Cores").asDouble() / plan.path("TaskManagers").asInt());
      assertThat(told.path("hardware").path("managedMemory").asLong())
          .isEqualTo(parts.get("managed (RocksDB)"));
      await()
          .alias("the buffers that " + path + " has made")
          .atMost(Drey.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          dashboard
                              .json(path)
                              .path("metrics")
                              .path("nettyShuffleMemorySegmentsTotal")
                              .asLong())
                      .isEqualTo(parts.get("network") / BUFFER));
    }
    hasHeap("taskmanager", parts.get("framework heap") + parts.get("task heap"));
    hasHeap("jobmanager", parts(plan, "JobManager").get("heap"));
  }

  private void hasHeap(String role, long bytes) {
    long mebi = 1024 * 1024;
    String flag = bytes % mebi == 0 ? bytes / mebi + "m" : Long.toString(bytes);
    assertThat(CommandLines.of(application.jvm(role).pid())).contains(" -Xmx" + flag + " ");
  }

  private JsonNode plan() {
    Drey.Ran ran = drey.run("plan", application.name(), "--output", "json");
    try {
      return JSON.readTree(ran.output());
    } catch (IOException e) {
      throw new AssertionError(ran.output(), e);
    }
  }

  private static Map<String, Long> parts(JsonNode plan, String process) {
    Map<String, Long> parts = new HashMap<>();
    plan.path("Parts")
        .forEach(
            part -> {
              if (part.path("Process").asText().equals(process)) {
                parts.put(part.path("Name").asText(), part.path("Bytes").asLong());
              }
            });
    return parts;
  }
}
