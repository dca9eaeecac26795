package dev.drey.server.http.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Series;
import dev.drey.core.model.Refused;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one account is told of its metrics. */
public final class CloudWatchAnswers {
  private final Account account;
  private final History history;
  private final Clock clock;

  public CloudWatchAnswers(Account account, History history, Clock clock) {
    this.account = account;
    this.history = history;
    this.clock = clock;
  }

  public Map<String, Answer> all() {
    return Map.of(
        "ListMetrics",
        told(new MetricList(account, history, clock)::list),
        "GetMetricData",
        told(new MetricData(account, history)::get),
        "GetMetricStatistics",
        told(new MetricStatistics(account, history)::get));
  }

  /** Refusals have another name here than in Drey's first API. */
  private static Answer told(Answer answer) {
    return request -> {
      try {
        return answer.to(request);
      } catch (Refused e) {
        throw Fault.validation(e.getMessage());
      }
    };
  }

  /** The series of a metric as requests name it; each of its dimensions counts. */
  static Series series(Account account, ObjectNode metric) {
    SortedMap<String, String> dimensions = new TreeMap<>();
    for (JsonNode dimension : metric.path("Dimensions")) {
      dimensions.put(dimension.required("Name").textValue(), dimension.path("Value").asText(""));
    }
    return new Series(account.id(), metric.path("MetricName").asText(""), dimensions);
  }

  static Instant time(ObjectNode request, String member) {
    return Instant.ofEpochMilli(Math.round(request.required(member).doubleValue() * 1000));
  }

  /** How long steps are: as short as some of AWS's, though no more is kept than each minute. */
  static Duration period(JsonNode seconds) {
    long period = seconds.longValue();
    if (period % 60 != 0
        && period != 1
        && period != 5
        && period != 10
        && period != 20
        && period != 30) {
      throw Fault.validation(
          "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, and is " + period);
    }
    return Duration.ofSeconds(period);
  }
}
