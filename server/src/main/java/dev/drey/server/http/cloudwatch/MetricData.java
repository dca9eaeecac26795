package dev.drey.server.http.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Series;
import dev.drey.core.metrics.math.Expression;
import dev.drey.core.metrics.math.Graph;
import dev.drey.core.metrics.math.Query;
import dev.drey.core.metrics.math.Statistic;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** GetMetricData: many lines at once, some made of others, in pages of so many points. */
final class MetricData {
  private static final int MOST_QUERIES = 500;
  private static final int MOST_POINTS = 100_800;

  private final Account account;
  private final History history;

  MetricData(Account account, History history) {
    this.account = account;
    this.history = history;
  }

  JsonNode get(ObjectNode request) {
    Instant from = CloudWatchAnswers.time(request, "StartTime");
    Instant until = CloudWatchAnswers.time(request, "EndTime");
    if (!from.isBefore(until)) {
      throw Fault.validation("The parameter StartTime must be less than the parameter EndTime.");
    }
    List<Query> queries = queries(request.required("MetricDataQueries"));
    List<Graph.Shown> shown = new Graph(history, account.id(), from, until, queries).shown();
    return new Page(request, shown).answer();
  }

  private List<Query> queries(JsonNode asked) {
    if (asked.size() > MOST_QUERIES) {
      throw Fault.validation(
          "The collection MetricDataQueries must not have a size greater than " + MOST_QUERIES);
    }
    Set<String> ids = new HashSet<>();
    List<Query> queries = new ArrayList<>();
    for (JsonNode each : asked) {
      Query query = query((ObjectNode) each);
      if (!ids.add(query.id())) {
        throw Fault.validation(
            "The values for parameter id in MetricDataQueries are not unique: " + query.id());
      }
      queries.add(query);
    }
    return queries;
  }

  private Query query(ObjectNode asked) {
    String id = asked.required("Id").textValue();
    if (!id.matches("[a-z][a-zA-Z0-9_]*")) {
      throw Fault.validation(
          "The value \"%s\" for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$."
              .formatted(id));
    }
    if (asked.has("MetricStat") == asked.has("Expression")) {
      throw Fault.validation(
          "The query %s must have either MetricStat or Expression.".formatted(id));
    }
    return new Query(
        id,
        asked.has("MetricStat")
            ? measured((ObjectNode) asked.get("MetricStat"), asked)
            : formula(asked),
        Optional.ofNullable(asked.get("Label")).map(JsonNode::textValue),
        asked.path("ReturnData").asBoolean(true));
  }

  private Query.Source measured(ObjectNode stat, ObjectNode asked) {
    var metric = (ObjectNode) stat.required("Metric");
    var period = CloudWatchAnswers.period(stat.required("Period"));
    Series series = CloudWatchAnswers.series(account, metric);
    Statistic statistic = Statistic.named(stat.required("Stat").textValue());
    boolean ours =
        metric.path("Namespace").asText("").equals(Series.NAMESPACE)
            && asked.path("AccountId").asText(account.id()).equals(account.id());
    return ours
        ? new Query.Measured(
            series,
            statistic,
            period,
            Optional.ofNullable(stat.get("Unit")).map(JsonNode::textValue))
        : new Query.Elsewhere(series.metric(), period);
  }

  private static Query.Source formula(ObjectNode asked) {
    return new Query.Formula(
        Expression.parse(asked.required("Expression").textValue()),
        Optional.ofNullable(asked.get("Period")).map(CloudWatchAnswers::period));
  }

  /** As many points as one answer holds, from where the last one ended. */
  private final class Page {
    private final List<Graph.Shown> shown;
    private final boolean ascending;
    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final ArrayNode results = answer.putArray("MetricDataResults");
    private int line;
    private int point;
    private int left;

    Page(ObjectNode request, List<Graph.Shown> shown) {
      this.shown = shown;
      this.ascending = request.path("ScanBy").asText("").equals("TimestampAscending");
      this.left = request.path("MaxDatapoints").asInt(MOST_POINTS);
      if (left < 1 || left > MOST_POINTS) {
        throw Fault.validation("The parameter MaxDatapoints must be between 1 and " + MOST_POINTS);
      }
      if (request.has("NextToken")) {
        int[] place = Token.read(request.get("NextToken").textValue(), 2);
        line = place[0];
        point = place[1];
      }
    }

    ObjectNode answer() {
      while (line < shown.size() && left > 0) {
        add(shown.get(line));
      }
      if (line < shown.size()) {
        answer.put("NextToken", Token.of(line, point));
      }
      answer.putArray("Messages");
      return answer;
    }

    private void add(Graph.Shown each) {
      ObjectNode result = results.addObject();
      result.put("Id", each.query().id()).put("Label", new Labels(account, each).text());
      ArrayNode times = result.putArray("Timestamps");
      ArrayNode values = result.putArray("Values");
      List<Map.Entry<Instant, Double>> points = new ArrayList<>(each.line().points().entrySet());
      if (!ascending) {
        Collections.reverse(points);
      }
      while (point < points.size() && left > 0) {
        times.add(points.get(point).getKey().getEpochSecond());
        values.add(points.get(point).getValue());
        point++;
        left--;
      }
      boolean complete = point >= points.size();
      result.put("StatusCode", complete ? "Complete" : "PartialData");
      if (complete) {
        line++;
        point = 0;
      }
    }
  }
}
