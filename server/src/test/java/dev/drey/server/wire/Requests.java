package dev.drey.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests made from the contract: for each constraint one that just keeps it, and one that just
 * breaks it, with what the refusal then says.
 */
final class Requests {
  /** A request, and the refusal that it earns, if any. */
  record Case(JsonNode request, Optional<Refusal> refusal) {}

  /** The type of the error, and what stands in its message. */
  record Refusal(String type, String says) {}

  private static final String BREACH = "ValidationException";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<Case> cases = new ArrayList<>();

  private Requests() {}

  static List<Case> of(Shape input) {
    var requests = new Requests();
    requests.walk(input, "", UnaryOperator.identity());
    return requests.cases;
  }

  /** One request that breaks something in as many of its members as can be, and all it is told. */
  static Optional<AllAtOnce> allAtOnce(Shape input) {
    var structure = (StructureShape) input;
    ObjectNode request = (ObjectNode) smallest(structure);
    List<String> says = new ArrayList<>();
    structure
        .members()
        .forEach(
            (name, member) -> {
              var alone = new Requests();
              alone.walk(member, Breaches.below("", name), value -> value);
              alone.cases.stream()
                  .filter(it -> it.refusal().filter(r -> r.type().equals(BREACH)).isPresent())
                  .findFirst()
                  .ifPresent(
                      it -> {
                        request.set(name, it.request());
                        says.add(it.refusal().orElseThrow().says());
                      });
            });
    return says.isEmpty() ? Optional.empty() : Optional.of(new AllAtOnce(request, says));
  }

  record AllAtOnce(ObjectNode request, List<String> says) {}

  /** The same request, with a member in every structure that nobody has heard of. */
  static JsonNode withStrangers(Shape shape, JsonNode request) {
    if (shape instanceof StructureShape structure) {
      ObjectNode node = JSON.objectNode();
      node.set("Stranger", JSON.arrayNode().add(JSON.objectNode().putNull("ApplicationName")));
      request
          .properties()
          .forEach(
              member ->
                  node.set(
                      member.getKey(),
                      withStrangers(structure.members().get(member.getKey()), member.getValue())));
      return node;
    }
    if (shape instanceof ListShape list) {
      var node = JSON.arrayNode();
      request.forEach(each -> node.add(withStrangers(list.member(), each)));
      return node;
    }
    return request;
  }

  /** The smallest request that the shape accepts. */
  static JsonNode smallest(Shape shape) {
    if (shape instanceof StructureShape structure) {
      ObjectNode node = JSON.objectNode();
      structure.required().forEach(name -> node.set(name, smallest(structure.members().get(name))));
      return node;
    }
    if (shape instanceof ListShape list) {
      return times(list, (int) Math.max(0, list.length().min()));
    }
    if (shape instanceof MapShape map) {
      return entries(map, (int) Math.max(0, map.size().min()));
    }
    if (shape instanceof TextShape text) {
      return JSON.textNode(anyText(text));
    }
    if (shape instanceof NumberShape number) {
      return JSON.numberNode(Math.max(0, number.range().min()));
    }
    if (shape instanceof BlobShape) {
      return JSON.textNode("AAAA");
    }
    return shape instanceof FlagShape ? JSON.booleanNode(true) : JSON.numberNode(1_700_000_000);
  }

  private void walk(Shape shape, String at, UnaryOperator<JsonNode> within) {
    for (JsonNode wrong : ofOtherTypes(shape)) {
      cannotBeRead(within.apply(wrong), at);
    }
    if (shape instanceof StructureShape structure) {
      walkMembers(structure, at, within);
    } else if (shape instanceof ListShape list) {
      walkList(list, at, within);
    } else if (shape instanceof MapShape map) {
      walkMap(map, at, within);
    } else if (shape instanceof TextShape text) {
      walkText(text, at, within);
    } else if (shape instanceof NumberShape number) {
      walkNumber(number, at, within);
    } else {
      keeps(within.apply(smallest(shape)));
    }
  }

  private void walkMembers(StructureShape structure, String at, UnaryOperator<JsonNode> within) {
    keeps(within.apply(smallest(structure)));
    for (String name : structure.required()) {
      ObjectNode without = (ObjectNode) smallest(structure);
      without.remove(name);
      breaks(within.apply(without), Breaches.below(at, name), "Member must not be null");
    }
    structure
        .members()
        .forEach(
            (name, member) ->
                walk(
                    member,
                    Breaches.below(at, name),
                    value -> within.apply(((ObjectNode) smallest(structure)).set(name, value))));
  }

  private void walkList(ListShape list, String at, UnaryOperator<JsonNode> within) {
    Range length = list.length();
    if (length.max() < Long.MAX_VALUE) {
      int max = (int) length.max();
      keeps(within.apply(times(list, max)));
      breaks(
          within.apply(times(list, max + 1)),
          at,
          "Member must have length less than or equal to " + max);
    }
    if (length.min() > 0) {
      int min = (int) length.min();
      keeps(within.apply(times(list, min)));
      breaks(
          within.apply(times(list, min - 1)),
          at,
          "Member must have length greater than or equal to " + min);
    }
    breaks(within.apply(JSON.arrayNode().addNull()), at + ".1.member", "Member must not be null");
    walk(list.member(), at + ".1.member", value -> within.apply(JSON.arrayNode().add(value)));
  }

  private void walkMap(MapShape map, String at, UnaryOperator<JsonNode> within) {
    int max = (int) map.size().max();
    keeps(within.apply(entries(map, max)));
    breaks(
        within.apply(entries(map, max + 1)),
        at,
        "Member must have length less than or equal to " + max);
    int min = (int) map.size().min();
    keeps(within.apply(entries(map, min)));
    breaks(
        within.apply(entries(map, min - 1)),
        at,
        "Member must have length greater than or equal to " + min);
    String longest = "k".repeat((int) map.key().length().max());
    keeps(within.apply(JSON.objectNode().put(longest, "v")));
    breaks(
        within.apply(JSON.objectNode().put(longest + "k", "v")),
        at,
        "Map keys must satisfy constraint: [");
    breaks(
        within.apply(JSON.objectNode().put("k", "")),
        at + ".k",
        "Map value must satisfy constraint: [");
    breaks(within.apply(JSON.objectNode().putNull("k")), at + ".k", "Member must not be null");
  }

  private void walkText(TextShape text, String at, UnaryOperator<JsonNode> within) {
    if (!text.values().isEmpty()) {
      text.values().forEach(value -> keeps(within.apply(JSON.textNode(value))));
      String none = text.values().get(0) + "-but-not-quite";
      breaks(
          within.apply(JSON.textNode(none)),
          at,
          "Member must satisfy enum value set: " + text.values());
      return;
    }
    long max = text.length().max();
    if (max < Long.MAX_VALUE) {
      ofLength(text, max).forEach(value -> keeps(within.apply(JSON.textNode(value))));
      String tooLong = ofLength(text, max + 1).findFirst().orElse("x".repeat((int) max + 1));
      breaks(
          within.apply(JSON.textNode(tooLong)),
          at,
          "Member must have length less than or equal to " + max);
    }
    long min = text.length().min();
    if (min > 0) {
      ofLength(text, min).forEach(value -> keeps(within.apply(JSON.textNode(value))));
      String tooShort = "x".repeat((int) min - 1);
      breaks(
          within.apply(JSON.textNode(tooShort)),
          at,
          "Member must have length greater than or equal to " + min);
    }
    text.pattern()
        .ifPresent(
            pattern ->
                breaks(
                    within.apply(JSON.textNode(mismatch(text))),
                    at,
                    "Member must satisfy regular expression pattern: " + pattern.pattern()));
  }

  private void walkNumber(NumberShape number, String at, UnaryOperator<JsonNode> within) {
    Range range = number.range();
    if (range.max() < Long.MAX_VALUE) {
      keeps(within.apply(JSON.numberNode(range.max())));
      breaks(
          within.apply(JSON.numberNode(range.max() + 1)),
          at,
          "Member must have value less than or equal to " + range.max());
    }
    if (range.min() > Long.MIN_VALUE) {
      keeps(within.apply(JSON.numberNode(range.min())));
      breaks(
          within.apply(JSON.numberNode(range.min() - 1)),
          at,
          "Member must have value greater than or equal to " + range.min());
    }
  }

  private void keeps(JsonNode request) {
    cases.add(new Case(request, Optional.empty()));
  }

  private void breaks(JsonNode request, String at, String constraint) {
    String says = "at '" + at + "' failed to satisfy constraint: " + constraint;
    cases.add(new Case(request, Optional.of(new Refusal(BREACH, says))));
  }

  private void cannotBeRead(JsonNode request, String at) {
    String where = at.isEmpty() ? "the request" : "'" + at + "'";
    cases.add(
        new Case(request, Optional.of(new Refusal("SerializationException", " at " + where))));
  }

  /** Values whose JSON type is not the shape's. */
  private static List<JsonNode> ofOtherTypes(Shape shape) {
    JsonNode list = JSON.arrayNode();
    JsonNode map = JSON.objectNode();
    JsonNode text = JSON.textNode("5");
    JsonNode number = JSON.numberNode(5);
    JsonNode flag = JSON.booleanNode(true);
    if (shape instanceof StructureShape || shape instanceof MapShape) {
      return List.of(list, text, number, flag);
    }
    if (shape instanceof ListShape) {
      return List.of(map, text, number, flag);
    }
    if (shape instanceof TextShape || shape instanceof BlobShape) {
      return List.of(list, map, number, flag);
    }
    if (shape instanceof NumberShape) {
      return List.of(list, map, text, flag, JSON.numberNode(5.5));
    }
    return shape instanceof FlagShape
        ? List.of(list, map, text, number)
        : List.of(list, map, text, flag);
  }

  private static JsonNode times(ListShape list, int times) {
    return JSON.arrayNode()
        .addAll(IntStream.range(0, times).mapToObj(i -> smallest(list.member())).toList());
  }

  private static JsonNode entries(MapShape map, int count) {
    ObjectNode node = JSON.objectNode();
    IntStream.range(0, count).forEach(i -> node.set("key" + i, smallest(map.value())));
    return node;
  }

  private static String anyText(TextShape text) {
    if (!text.values().isEmpty()) {
      return text.values().get(0);
    }
    return IntStream.rangeClosed((int) Math.max(0, text.length().min()), 16)
        .boxed()
        .flatMap(length -> ofLength(text, length))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no text is known that fits " + text));
  }

  /** Texts of this length that match the pattern, whether or not the length is allowed. */
  private static Stream<String> ofLength(TextShape text, long length) {
    return Stream.of("", "arn:", "00:00", "UTF-8", "$")
        .filter(start -> start.length() <= length)
        .map(start -> start + "a".repeat((int) length - start.length()))
        .filter(it -> text.pattern().isEmpty() || text.pattern().get().matcher(it).matches());
  }

  private static String mismatch(TextShape text) {
    int length = (int) Math.max(1, text.length().min());
    String mismatch =
        Stream.of(" ", "\u0001", "ü", "<")
            .map(character -> character.repeat(length))
            .filter(it -> !text.pattern().orElseThrow().matcher(it).matches())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no text is known that does not match " + text));
    assertThat(text.accepts(mismatch)).isFalse();
    return mismatch;
  }
}
