package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.core.control.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A structure of a request that keeps the contract: what is required is there, and of its type. */
record Members(JsonNode structure) {
  /** A structure that says nothing. */
  static final Members NONE = new Members(JsonNodeFactory.instance.objectNode());

  boolean has(String name) {
    return structure.has(name);
  }

  String text(String name) {
    return structure.required(name).textValue();
  }

  Optional<String> optionalText(String name) {
    return member(name).map(JsonNode::textValue);
  }

  Optional<Boolean> flag(String name) {
    return member(name).map(JsonNode::booleanValue);
  }

  OptionalLong number(String name) {
    return has(name) ? OptionalLong.of(structure.get(name).longValue()) : OptionalLong.empty();
  }

  Optional<Integer> smallNumber(String name) {
    return member(name).map(JsonNode::intValue);
  }

  /** What the caller says of the version it wants to change. */
  Guard guard() {
    return new Guard(number("CurrentApplicationVersionId"), optionalText("ConditionalToken"));
  }

  /** To the second: clients keep timestamps no finer. */
  Instant second(String name) {
    return Instant.ofEpochSecond((long) Math.floor(structure.required(name).doubleValue()));
  }

  Optional<byte[]> bytes(String name) {
    return member(name)
        .map(
            value -> {
              try {
                return value.binaryValue();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  Optional<Members> structure(String name) {
    return member(name).map(Members::new);
  }

  List<Members> structures(String name) {
    return structure.path(name).valueStream().map(Members::new).toList();
  }

  List<String> texts(String name) {
    return structure.path(name).valueStream().map(JsonNode::textValue).toList();
  }

  Map<String, String> map(String name) {
    Map<String, String> map = new TreeMap<>();
    structure
        .path(name)
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
    return map;
  }

  private Optional<JsonNode> member(String name) {
    return Optional.ofNullable(structure.get(name));
  }
}
