package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one API promises: its operations, and the shapes of their inputs, outputs and errors.
 *
 * <p>An operation's shapes are made when it is first asked for, so that a server's start does not
 * pay for all of them.
 */
public final class Contract {
  private final String target;
  private final String service;
  private final String actions;
  private final Set<String> protocols;
  private final String invalid;
  private final JsonNode operations;
  private final JsonNode shapes;
  private final Map<String, Operation> made = new ConcurrentHashMap<>();

  private Contract(JsonNode contract) {
    this.target = contract.required("target").textValue();
    this.service = contract.required("service").textValue();
    this.actions = contract.required("actions").textValue();
    this.protocols = new LinkedHashSet<>(texts(contract.required("protocols")));
    this.invalid = contract.required("invalid").textValue();
    this.operations = contract.required("operations");
    this.shapes = contract.required("shapes");
  }

  /** The API of Amazon Managed Service for Apache Flink, version 2018-05-23. */
  public static Contract kinesisAnalytics() {
    return load("kinesisanalyticsv2.json");
  }

  /** What Drey answers beyond it. */
  public static Contract drey() {
    return load("drey.json");
  }

  /** What Amazon CloudWatch answers about metrics that are there, version 2010-08-01. */
  public static Contract cloudWatch() {
    return load("cloudwatch.json");
  }

  /** What Amazon CloudWatch Logs answers about events that are there, version 2014-03-28. */
  public static Contract logs() {
    return load("logs.json");
  }

  private static Contract load(String resource) {
    try (InputStream in = Contract.class.getResourceAsStream(resource)) {
      return new Contract(new ObjectMapper(new JsonFactory()).readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the contract " + resource + " cannot be read", e);
    }
  }

  /** What stands before the dot in the header {@code X-Amz-Target}. */
  public String target() {
    return target;
  }

  /** What its requests are signed for: {@code kinesisanalytics}. */
  public String service() {
    return service;
  }

  /** What stands before the colon where a policy names one of its operations. */
  public String actions() {
    return actions;
  }

  /** Which protocols its clients speak, by their words. */
  public Set<String> protocols() {
    return protocols;
  }

  public Set<String> operationNames() {
    Set<String> names = new LinkedHashSet<>();
    operations.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public Optional<Operation> operation(String name) {
    return operations.has(name)
        ? Optional.of(made.computeIfAbsent(name, this::make))
        : Optional.empty();
  }

  private Operation make(String name) {
    JsonNode definition = operations.required(name);
    Set<String> errors = new LinkedHashSet<>();
    definition.required("errors").forEach(error -> errors.add(error.textValue()));
    Map<String, Shape> known = new HashMap<>();
    return new Operation(
        name,
        shape(definition.required("input").textValue(), known),
        shape(definition.required("output").textValue(), known),
        errors,
        invalid);
  }

  private Shape shape(String name, Map<String, Shape> known) {
    Shape shape = known.get(name);
    if (shape == null) {
      shape = make(shapes.required(name), known);
      known.put(name, shape);
    }
    return shape;
  }

  private Shape make(JsonNode definition, Map<String, Shape> known) {
    String type = definition.required("type").textValue();
    return switch (type) {
      case "structure" -> structure(definition, known);
      case "list" ->
          new ListShape(
              shape(definition.required("member").textValue(), known), Range.of(definition));
      case "map" ->
          new MapShape(
              (TextShape) shape(definition.required("key").textValue(), known),
              (TextShape) shape(definition.required("value").textValue(), known),
              Range.of(definition));
      case "string" ->
          TextShape.of(
              Range.of(definition),
              Optional.ofNullable(definition.get("pattern")).map(JsonNode::textValue),
              texts(definition.path("enum")));
      case "integer" ->
          new NumberShape("an Integer", Integer.MIN_VALUE, Integer.MAX_VALUE, Range.of(definition));
      case "long" ->
          new NumberShape("a Long", Long.MIN_VALUE, Long.MAX_VALUE, Range.of(definition));
      case "double" -> new RealShape();
      case "boolean" -> new FlagShape();
      case "timestamp" -> new TimestampShape();
      case "blob" -> new BlobShape(Range.of(definition));
      default ->
          throw new IllegalStateException("a shape of the contract has an unknown type: " + type);
    };
  }

  private Shape structure(JsonNode definition, Map<String, Shape> known) {
    Map<String, Shape> members = new LinkedHashMap<>();
    definition
        .required("members")
        .properties()
        .forEach(
            member -> members.put(member.getKey(), shape(member.getValue().textValue(), known)));
    return new StructureShape(members, new HashSet<>(texts(definition.path("required"))));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue).toList();
  }
}
