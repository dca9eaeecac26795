package dev.drey.agent.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** The result of a check as JSON: filled as far as the check comes, written once. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path out;
  private final ObjectNode root = JSON.createObjectNode().put("ok", true); // guarded by this
  private boolean written; // guarded by this

  /** A result that will be put there. */
  public Report(Path out) {
    this.out = out;
  }

  synchronized void mainClass(String name) {
    root.put("mainClass", name);
  }

  synchronized void job(Job job) {
    root.put("jobName", job.name());
    root.put("plan", job.plan());
    var operators = root.putArray("operators");
    for (Operator operator : job.operators()) {
      var node = operators.addObject().put("id", operator.id());
      operator.alternativeId().ifPresent(id -> node.put("alternativeId", id));
      node.put("name", operator.name());
      operator.uid().ifPresent(uid -> node.put("uid", uid));
      operator.python().ifPresent(mode -> node.put("python", mode.word()));
      node.put("parallelism", operator.parallelism())
          .put("maxParallelism", operator.maxParallelism())
          .put("maxParallelismConfigured", operator.configuredMaxParallelism().isPresent())
          .put("keyed", operator.keySerializer().isPresent());
    }
  }

  synchronized void state(
      SavedState state, Comparison comparison, Map<String, String> names, List<String> problems) {
    var node = root.putObject("state");
    node.put("path", state.path()).put("checkpointId", state.checkpointId());
    var operators = node.putArray("operators");
    for (Match match : comparison.matches()) {
      write(match, names, operators.addObject());
    }
    var told = node.putArray("problems");
    problems.forEach(told::add);
  }

  private static void write(Match match, Map<String, String> names, ObjectNode node) {
    node.put("id", match.id()).put("fate", match.fate().name());
    match
        .now()
        .map(Operator::label)
        .or(() -> Optional.ofNullable(names.get(match.id())))
        .ifPresent(label -> node.put("label", label));
    match
        .saved()
        .ifPresent(
            saved ->
                node.put("hasState", saved.hasState())
                    .put("bytes", saved.bytes())
                    .put("savedParallelism", saved.parallelism())
                    .put("savedMaxParallelism", saved.maxParallelism()));
    if (match.fate() == Match.Fate.KEPT) {
      node.put("keys", match.keys().name());
    }
  }

  /** All of the state was restored, and what this was done without. */
  public synchronized void restored(int vertices, int subtasks, List<String> cutOff) {
    root.put("vertices", vertices).put("subtasks", subtasks);
    cutOff.forEach(root.putArray("cutOff")::add);
  }

  /** What was thrown instead of a result. */
  public void refused(Refused refused) {
    refused
        .cause()
        .ifPresentOrElse(
            cause -> refused(refused.kind(), refused.getMessage(), cause),
            () -> refused(refused.kind(), refused.getMessage()));
  }

  synchronized void refused(Kind kind, String message) {
    root.put("ok", false).put("kind", kind.name()).put("message", message);
  }

  public synchronized void refused(Kind kind, String message, Throwable cause) {
    refused(kind, message);
    var innermost = Refused.rootOf(cause);
    var told = root.putObject("cause").put("class", innermost.getClass().getName());
    Optional.ofNullable(innermost.getMessage()).ifPresent(text -> told.put("message", text));
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    root.put("stack", trace.toString());
  }

  synchronized boolean isOk() {
    return root.get("ok").booleanValue();
  }

  /** Puts the result in its place in one step, unless that has been done. */
  public synchronized void write() throws IOException {
    if (written) {
      return;
    }
    var beside = out.resolveSibling(out.getFileName() + ".part");
    Files.write(beside, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    written = true;
  }

  synchronized boolean isWritten() {
    return written;
  }

  /** The labels of an earlier result's operators by id. */
  static Map<String, String> labels(Path earlier) throws IOException {
    var labels = new HashMap<String, String>();
    for (JsonNode operator : JSON.readTree(earlier.toFile()).path("operators")) {
      var uid = operator.hasNonNull("uid") ? " (uid " + operator.get("uid").asText() + ")" : "";
      labels.put(operator.path("id").asText(), "'" + operator.path("name").asText() + "'" + uid);
    }
    return labels;
  }
}
