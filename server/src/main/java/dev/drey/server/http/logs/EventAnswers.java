package dev.drey.server.http.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.logs.ApplicationLogs;
import dev.drey.core.logs.LogEvent;
import dev.drey.core.logs.LogLine;
import dev.drey.core.logs.LogPage;
import dev.drey.core.logs.LogPosition;
import dev.drey.core.logs.LogQuery;
import dev.drey.core.logs.LogReader;
import dev.drey.core.logs.ProcessLog;
import dev.drey.server.http.Answer;
import dev.drey.server.http.logs.Place.Direction;
import dev.drey.server.http.logs.filter.FilterPattern;
import dev.drey.server.wire.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What stands in log streams. */
final class EventAnswers {
  private static final int MOST_EVENTS = 10_000;
  private static final long MOST_BYTES = 1 << 20;

  /** Of a search that finds little; what it has found by then is its first page. */
  private static final long EFFORT = 128 << 20;

  private final LogGroups groups;
  private final ApplicationLogs logs;

  EventAnswers(LogGroups groups, ApplicationLogs logs) {
    this.groups = groups;
    this.logs = logs;
  }

  Map<String, Answer> all() {
    return Map.of("GetLogEvents", this::get, "FilterLogEvents", this::filter);
  }

  /** A client that has read all gets the token it came with. */
  private JsonNode get(ObjectNode request) {
    LogStream stream =
        groups.stream(Requests.group(request), request.required("logStreamName").asText());
    Optional<Place> place = place(request);
    Direction direction =
        place
            .map(Place::direction)
            .orElseGet(
                () ->
                    request.path("startFromHead").booleanValue()
                        ? Direction.FORWARD
                        : Direction.BACKWARD);
    LogQuery query = query(request, 0, line -> true);
    List<ProcessLog> all = new ArrayList<>();
    stream.applications().forEach(application -> all.addAll(logs.logs(application)));
    Map<String, LogPosition> positions = place.map(Place::positions).orElseGet(Map::of);
    LogPage page =
        switch (direction) {
          case FORWARD -> LogReader.after(all, positions, query);
          case BACKWARD -> LogReader.before(all, positions, query);
        };

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode events = answer.putArray("events");
    page.events().forEach(event -> events.add(event(event.line())));
    boolean nothing = page.events().isEmpty() && page.complete();
    Optional<String> same =
        nothing
            ? Optional.ofNullable(request.get("nextToken")).map(JsonNode::textValue)
            : Optional.empty();
    answer.put(
        "nextForwardToken",
        same.filter(token -> direction == Direction.FORWARD)
            .orElseGet(() -> new Place(Direction.FORWARD, page.after()).token()));
    answer.put(
        "nextBackwardToken",
        same.filter(token -> direction == Direction.BACKWARD)
            .orElseGet(() -> new Place(Direction.BACKWARD, page.before()).token()));
    return answer;
  }

  private JsonNode filter(ObjectNode request) {
    Map<String, String> streams = new HashMap<>(); // by log
    List<ProcessLog> all = new ArrayList<>();
    for (LogStream stream : wanted(request)) {
      for (Application application : stream.applications()) {
        for (ProcessLog log : logs.logs(application)) {
          streams.put(log.name(), stream.name());
          all.add(log);
        }
      }
    }
    Predicate<String> wanted = FilterPattern.of(request.path("filterPattern").asText(""));
    LogQuery query = query(request, 1, line -> wanted.test(line.text()));
    LogPage page =
        LogReader.after(all, place(request).map(Place::positions).orElseGet(Map::of), query);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode events = answer.putArray("events");
    for (LogEvent event : page.events()) {
      events.add(
          event(event.line())
              .put("logStreamName", streams.get(event.log()))
              .put("eventId", event.id()));
    }
    answer.putArray("searchedLogStreams"); // empty on AWS too, since 2020
    if (!page.complete()) {
      answer.put("nextToken", new Place(Direction.FORWARD, page.after()).token());
    }
    return answer;
  }

  private Collection<LogStream> wanted(ObjectNode request) {
    Map<String, LogStream> streams = groups.group(Requests.group(request));
    Set<String> names =
        request
            .path("logStreamNames")
            .valueStream()
            .map(JsonNode::textValue)
            .collect(Collectors.toSet());
    String prefix = request.path("logStreamNamePrefix").asText("");
    if (!names.isEmpty() && !prefix.isEmpty()) {
      throw Fault.of(
          "InvalidParameterException",
          "Only one of logStreamNames and logStreamNamePrefix may be given.");
    }
    return streams.values().stream()
        .filter(stream -> names.isEmpty() || names.contains(stream.name()))
        .filter(stream -> stream.name().startsWith(prefix))
        .toList();
  }

  private static Optional<Place> place(ObjectNode request) {
    return Optional.ofNullable(request.get("nextToken")).map(JsonNode::textValue).map(Place::of);
  }

  /**
   * @param included 1 where events of the end time itself are asked for, 0 where they are not
   */
  private static LogQuery query(ObjectNode request, int included, Predicate<LogLine> wanted) {
    long end = request.path("endTime").asLong(Long.MAX_VALUE - 1);
    return new LogQuery(
        request.path("startTime").asLong(0),
        end + included,
        Math.min(MOST_EVENTS, request.path("limit").asInt(MOST_EVENTS)),
        MOST_BYTES,
        EFFORT,
        wanted);
  }

  private static ObjectNode event(LogLine line) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("timestamp", line.time())
        .put("message", line.text())
        .put("ingestionTime", line.time());
  }
}
