package dev.drey.server.http.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Series;
import dev.drey.core.metrics.math.Statistic;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** GetMetricStatistics: one metric, several statistics, no pages. */
final class MetricStatistics {
  private static final long MOST_POINTS = 1440;

  private final Account account;
  private final History history;

  MetricStatistics(Account account, History history) {
    this.account = account;
    this.history = history;
  }

  JsonNode get(ObjectNode request) {
    Instant from = CloudWatchAnswers.time(request, "StartTime");
    Instant until = CloudWatchAnswers.time(request, "EndTime");
    Duration period = CloudWatchAnswers.period(request.required("Period"));
    check(request, from, until, period);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("Label", request.required("MetricName").textValue());
    ArrayNode points = answer.putArray("Datapoints");
    kept(request)
        .ifPresent(
            kept -> {
              long seconds = period.toSeconds();
              long first = Math.floorDiv(from.getEpochSecond(), seconds) * seconds;
              history
                  .points(kept.series(), Instant.ofEpochSecond(first), until, period)
                  .forEach(
                      point ->
                          points.add(point(point, request.required("Statistics"), kept.unit())));
            });
    return answer;
  }

  private static void check(ObjectNode request, Instant from, Instant until, Duration period) {
    if (!from.isBefore(until)) {
      throw Fault.of(
          "InvalidParameterValueException",
          "The parameter StartTime must be less than the parameter EndTime.");
    }
    if (request.has("ExtendedStatistics")) {
      request.get("ExtendedStatistics").forEach(name -> Statistic.named(name.textValue()));
    }
    if (!request.has("Statistics")) {
      throw Fault.of(
          "InvalidParameterCombinationException", "At least one of the Statistics is needed.");
    }
    long points = Duration.between(from, until).dividedBy(period);
    if (points > MOST_POINTS) {
      throw Fault.of(
          "InvalidParameterCombinationException",
          "You have requested up to %,d datapoints, which exceeds the limit of %,d. You may reduce the datapoints requested by increasing Period, or decreasing the time range."
              .formatted(points, MOST_POINTS));
    }
  }

  private Optional<History.Kept> kept(ObjectNode request) {
    if (!request.required("Namespace").textValue().equals(Series.NAMESPACE)) {
      return Optional.empty();
    }
    Series wanted = CloudWatchAnswers.series(account, request);
    Optional<String> unit = Optional.ofNullable(request.get("Unit")).map(JsonNode::textValue);
    return history
        .series(account.id(), Optional.of(wanted.metric()), wanted.dimensions(), Instant.EPOCH)
        .stream()
        .filter(kept -> kept.series().equals(wanted))
        .filter(kept -> unit.isEmpty() || unit.get().equals(kept.unit()))
        .findFirst();
  }

  private static ObjectNode point(History.Point point, JsonNode statistics, String unit) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("Timestamp", point.at().getEpochSecond());
    for (JsonNode statistic : statistics) {
      shown.put(statistic.textValue(), Statistic.named(statistic.textValue()).of(point.value()));
    }
    return shown.put("Unit", unit);
  }
}
