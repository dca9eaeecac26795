package dev.drey.server.http.flink;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What may be asked of Flink. Every path that Flink 1.20 or 2.3 answers to a GET stands in the
 * table; what does not stand there is closed, since Flink has GET paths that end jobs and a later
 * Flink may have more.
 */
final class FlinkPaths {
  /** What becomes of a request, and of its answer. */
  enum Rule {
    /** The answer is passed on as it is. */
    OPEN,
    /** The answer shows settings: what looks like a secret is hidden. */
    MASKED,
    /** The answer tells the dashboard which buttons to show: none that changes anything. */
    LOOK_ONLY,
    CLOSED
  }

  /** A rule, and where it closes a path the reason, as a person reads it. */
  record Verdict(Rule rule, String reason) {}

  private static final String TABLE =
      """
      OPEN      /applications/overview
      OPEN      /applications/:applicationid
      OPEN      /applications/:applicationid/exceptions
      MASKED    /applications/:applicationid/jobmanager/config
      LOOK_ONLY /config
      OPEN      /overview
      OPEN      /datasets
      CLOSED    /datasets/delete/:triggerid               it belongs to whoever asked for the deletion
      MASKED    /jobmanager/config
      MASKED    /jobmanager/environment
      OPEN      /jobmanager/log
      OPEN      /jobmanager/logs
      OPEN      /jobmanager/logs/:filename
      OPEN      /jobmanager/metrics
      CLOSED    /jobmanager/profiler                      profiles slow the application down
      CLOSED    /jobmanager/profiler/:filename            profiles slow the application down
      OPEN      /jobmanager/stdout
      OPEN      /jobmanager/thread-dump
      OPEN      /jobs
      OPEN      /jobs/metrics
      OPEN      /jobs/overview
      OPEN      /jobs/:jobid
      OPEN      /jobs/:jobid/accumulators
      OPEN      /jobs/:jobid/checkpoints
      OPEN      /jobs/:jobid/checkpoints/config
      OPEN      /jobs/:jobid/checkpoints/details/:checkpointid
      OPEN      /jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid
      CLOSED    /jobs/:jobid/checkpoints/:triggerid       it belongs to whoever asked for the checkpoint
      MASKED    /jobs/:jobid/config
      OPEN      /jobs/:jobid/exceptions
      CLOSED    /jobs/:jobid/execution-result             a cluster may end once its job's result has been asked for
      MASKED    /jobs/:jobid/jobmanager/config
      MASKED    /jobs/:jobid/jobmanager/environment
      OPEN      /jobs/:jobid/jobmanager/log-url
      OPEN      /jobs/:jobid/metrics
      OPEN      /jobs/:jobid/plan
      OPEN      /jobs/:jobid/rescales/config
      OPEN      /jobs/:jobid/rescales/details/:rescaleuuid
      OPEN      /jobs/:jobid/rescales/history
      OPEN      /jobs/:jobid/rescales/overview
      OPEN      /jobs/:jobid/rescales/summary
      CLOSED    /jobs/:jobid/rescaling/:triggerid         it belongs to whoever asked for the rescaling
      OPEN      /jobs/:jobid/resource-requirements
      CLOSED    /jobs/:jobid/savepoints/:triggerid        it belongs to whoever asked for the savepoint
      OPEN      /jobs/:jobid/status
      OPEN      /jobs/:jobid/taskmanagers/:taskmanagerid/log-url
      OPEN      /jobs/:jobid/vertices/:vertexid
      OPEN      /jobs/:jobid/vertices/:vertexid/accumulators
      OPEN      /jobs/:jobid/vertices/:vertexid/backpressure
      OPEN      /jobs/:jobid/vertices/:vertexid/flamegraph
      OPEN      /jobs/:jobid/vertices/:vertexid/jm-operator-metrics
      OPEN      /jobs/:jobid/vertices/:vertexid/metrics
      OPEN      /jobs/:jobid/vertices/:vertexid/subtasks/accumulators
      OPEN      /jobs/:jobid/vertices/:vertexid/subtasks/metrics
      OPEN      /jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex
      OPEN      /jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt
      OPEN      /jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt/accumulators
      OPEN      /jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/metrics
      OPEN      /jobs/:jobid/vertices/:vertexid/subtasktimes
      OPEN      /jobs/:jobid/vertices/:vertexid/taskmanagers
      OPEN      /jobs/:jobid/vertices/:vertexid/watermarks
      CLOSED    /jobs/:jobid/yarn-cancel                  it cancels the job, though it is a GET
      CLOSED    /jobs/:jobid/yarn-stop                    it ends the job, though it is a GET
      CLOSED    /jars                                     code comes with UpdateApplication
      CLOSED    /jars/:jarid/plan                         it runs the jar's main method
      CLOSED    /savepoint-disposal/:triggerid            it belongs to whoever asked for the disposal
      OPEN      /taskmanagers
      OPEN      /taskmanagers/metrics
      OPEN      /taskmanagers/:taskmanagerid
      OPEN      /taskmanagers/:taskmanagerid/log
      OPEN      /taskmanagers/:taskmanagerid/logs
      OPEN      /taskmanagers/:taskmanagerid/logs/:filename
      OPEN      /taskmanagers/:taskmanagerid/metrics
      CLOSED    /taskmanagers/:taskmanagerid/profiler     profiles slow the application down
      CLOSED    /taskmanagers/:taskmanagerid/profiler/:filename   profiles slow the application down
      OPEN      /taskmanagers/:taskmanagerid/stdout
      OPEN      /taskmanagers/:taskmanagerid/thread-dump
      """;

  private static final String HEX_ID = "[0-9a-f]{32}";
  private static final String NUMBER = "[0-9]{1,19}";
  private static final String NAME = "[A-Za-z0-9_-][A-Za-z0-9_.:-]{0,254}";
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("applicationid", HEX_ID),
          Map.entry("jobid", HEX_ID),
          Map.entry("vertexid", HEX_ID),
          Map.entry("triggerid", HEX_ID),
          Map.entry("rescaleuuid", HEX_ID),
          Map.entry("checkpointid", NUMBER),
          Map.entry("subtaskindex", NUMBER),
          Map.entry("attempt", NUMBER),
          Map.entry("taskmanagerid", NAME),
          Map.entry("filename", NAME),
          Map.entry("jarid", NAME));

  /** The dashboard's own files: at the top, or anywhere below assets. */
  private static final Pattern ASSET =
      Pattern.compile(
          "/|/index\\.html|/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.(js|css|ico|svg|png|woff2?|ttf|map|txt)"
              + "|/assets(/[A-Za-z0-9_-]+)*/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private static final Verdict UNKNOWN =
      new Verdict(Rule.CLOSED, "it is not among the paths that are known to change nothing");

  private record Row(String path, Pattern pattern, Verdict verdict) {}

  private static final List<Row> ROWS = TABLE.lines().map(FlinkPaths::row).toList();

  private FlinkPaths() {}

  /**
   * What becomes of a path, which starts with a slash and is taken letter by letter: nothing is
   * decoded.
   */
  static Verdict verdict(String path) {
    if (ASSET.matcher(path).matches()) {
      return new Verdict(Rule.OPEN, "");
    }
    String unversioned = path.startsWith("/v1/") ? path.substring("/v1".length()) : path;
    return ROWS.stream()
        .filter(row -> row.pattern().matcher(unversioned).matches())
        .map(Row::verdict)
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** The paths of the table as Flink writes them. */
  static Stream<String> known() {
    return ROWS.stream().map(Row::path);
  }

  private static Row row(String line) {
    String[] columns = line.split(" +", 3);
    var verdict = new Verdict(Rule.valueOf(columns[0]), columns.length > 2 ? columns[2] : "");
    return new Row(columns[1], pattern(columns[1]), verdict);
  }

  private static Pattern pattern(String path) {
    Matcher parameter = Pattern.compile(":([a-z]+)").matcher(path);
    return Pattern.compile(
        parameter.replaceAll(found -> Matcher.quoteReplacement(PARAMETERS.get(found.group(1)))));
  }
}
