package dev.drey.server.http.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Series;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** ListMetrics: what there are points of, in pages of five hundred. */
final class MetricList {
  private static final int PAGE = 500;

  private final Account account;
  private final History history;
  private final Clock clock;

  MetricList(Account account, History history, Clock clock) {
    this.account = account;
    this.history = history;
    this.clock = clock;
  }

  JsonNode list(ObjectNode request) {
    int from =
        request.has("NextToken") ? Token.read(request.get("NextToken").textValue(), 1)[0] : 0;
    List<Series> found = isOurs(request) ? found(request) : List.of();
    if (from > 0 && from >= found.size()) {
      throw Fault.of("InvalidParameterValueException", "The parameter NextToken is not valid.");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode metrics = answer.putArray("Metrics");
    found.stream().skip(from).limit(PAGE).forEach(series -> metrics.add(metric(series)));
    if (found.size() > from + PAGE) {
      answer.put("NextToken", Token.of(from + PAGE));
    }
    return answer;
  }

  private boolean isOurs(ObjectNode request) {
    String namespace = request.path("Namespace").asText(Series.NAMESPACE);
    String owner = request.path("OwningAccount").asText(account.id());
    return namespace.equals(Series.NAMESPACE) && owner.equals(account.id());
  }

  private List<Series> found(ObjectNode request) {
    Instant since =
        clock.instant().minus(request.has("RecentlyActive") ? Duration.ofHours(3) : History.LONG);
    var named = Optional.ofNullable(request.get("MetricName")).map(JsonNode::textValue);
    var values = new TreeMap<String, String>();
    var names = new TreeMap<String, String>();
    for (JsonNode filter : request.path("Dimensions")) {
      String name = filter.required("Name").textValue();
      names.put(name, name);
      if (filter.has("Value")) {
        values.put(name, filter.get("Value").textValue());
      }
    }
    return history.series(account.id(), named, values, since).stream()
        .map(History.Kept::series)
        .filter(series -> series.dimensions().keySet().containsAll(names.keySet()))
        .toList();
  }

  private static ObjectNode metric(Series series) {
    ObjectNode metric = JsonNodeFactory.instance.objectNode();
    metric.put("Namespace", Series.NAMESPACE).put("MetricName", series.metric());
    ArrayNode dimensions = metric.putArray("Dimensions");
    series
        .dimensions()
        .forEach((name, value) -> dimensions.addObject().put("Name", name).put("Value", value));
    return metric;
  }
}
