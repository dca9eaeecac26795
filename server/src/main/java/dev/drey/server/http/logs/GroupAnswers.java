package dev.drey.server.http.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.logs.ApplicationLogs;
import dev.drey.core.logs.ProcessLog;
import dev.drey.server.http.Answer;
import dev.drey.server.wire.Fault;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Which log groups and streams there are; what stands in them is {@link EventAnswers}'. */
final class GroupAnswers {
  private static final int MOST = 50;

  private final LogGroups groups;
  private final ApplicationLogs logs;

  GroupAnswers(LogGroups groups, ApplicationLogs logs) {
    this.groups = groups;
    this.logs = logs;
  }

  Map<String, Answer> all() {
    return Map.of(
        "DescribeLogGroups", this::describeGroups, "DescribeLogStreams", this::describeStreams);
  }

  private JsonNode describeGroups(ObjectNode request) {
    String prefix = request.path("logGroupNamePrefix").asText("");
    String part = request.path("logGroupNamePattern").asText("");
    if (!prefix.isEmpty() && !part.isEmpty()) {
      throw Fault.of(
          "InvalidParameterException",
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
    List<String> names =
        groups.names().stream()
            .filter(name -> name.startsWith(prefix) && name.contains(part))
            .toList();
    return page(request, "logGroups", names, name -> name, this::group);
  }

  private ObjectNode group(String name) {
    Map<String, LogStream> streams = groups.group(name);
    return JsonNodeFactory.instance
        .objectNode()
        .put("logGroupName", name)
        .put(
            "creationTime",
            streams.values().stream().mapToLong(GroupAnswers::created).min().orElse(0))
        .put("metricFilterCount", 0)
        .put("arn", groups.arn(name) + ":*")
        .put("logGroupArn", groups.arn(name))
        .put("logGroupClass", "STANDARD")
        .put(
            "storedBytes",
            streams.values().stream()
                .flatMap(stream -> logs(stream).stream())
                .mapToLong(ProcessLog::size)
                .sum());
  }

  private static long created(LogStream stream) {
    return stream.applications().stream()
        .mapToLong(application -> application.createdAt().toEpochMilli())
        .min()
        .orElse(0);
  }

  private List<ProcessLog> logs(LogStream stream) {
    return stream.applications().stream().flatMap(each -> logs.logs(each).stream()).toList();
  }

  private JsonNode describeStreams(ObjectNode request) {
    String group = Requests.group(request);
    String prefix = request.path("logStreamNamePrefix").asText("");
    boolean byTime = request.path("orderBy").asText("").equals("LastEventTime");
    if (byTime && !prefix.isEmpty()) {
      throw Fault.of(
          "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    Comparator<Described> order =
        byTime
            ? Comparator.comparing(Described::last).thenComparing(each -> each.stream().name())
            : Comparator.comparing(each -> each.stream().name());
    List<Described> streams =
        groups.group(group).values().stream()
            .filter(stream -> stream.name().startsWith(prefix))
            .map(this::described)
            .sorted(request.path("descending").booleanValue() ? order.reversed() : order)
            .toList();
    return page(request, "logStreams", streams, each -> each.stream().name(), this::stream);
  }

  private record Described(LogStream stream, OptionalLong firstEvent, OptionalLong lastEvent) {
    long last() {
      return lastEvent.orElse(0);
    }
  }

  private Described described(LogStream stream) {
    List<ProcessLog> all = logs(stream);
    return new Described(
        stream,
        times(all, log -> log.after(log.at(0))).min(),
        times(all, log -> log.before(log.end())).max());
  }

  private static LongStream times(
      List<ProcessLog> logs, Function<ProcessLog, ProcessLog.Lines> end) {
    return logs.stream()
        .flatMap(
            log -> {
              try (ProcessLog.Lines lines = end.apply(log)) {
                return lines.next().stream();
              }
            })
        .mapToLong(line -> line.time());
  }

  private ObjectNode stream(Described each) {
    LogStream stream = each.stream();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("logStreamName", stream.name())
            .put("creationTime", created(stream))
            .put("arn", groups.arn(stream.group()) + ":log-stream:" + stream.name())
            .put("storedBytes", 0); // as on AWS since 2019
    each.firstEvent().ifPresent(time -> node.put("firstEventTimestamp", time));
    each.lastEvent()
        .ifPresent(time -> node.put("lastEventTimestamp", time).put("lastIngestionTime", time));
    return node;
  }

  /** A token is the name of the last item that was told. */
  private static <T> JsonNode page(
      ObjectNode request,
      String member,
      List<T> items,
      Function<T, String> name,
      Function<T, ObjectNode> shown) {
    int limit = Math.min(MOST, request.path("limit").asInt(MOST));
    Optional<String> after = Optional.ofNullable(request.get("nextToken")).map(JsonNode::textValue);
    List<T> rest =
        after
            .map(
                last ->
                    items.stream()
                        .dropWhile(item -> !name.apply(item).equals(last))
                        .skip(1)
                        .toList())
            .orElse(items);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode array = answer.putArray(member);
    rest.stream().limit(limit).map(shown).forEach(array::add);
    if (rest.size() > limit) {
      answer.put("nextToken", name.apply(rest.get(limit - 1)));
    }
    return answer;
  }
}
