package dev.drey.server.http.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.core.control.Copyist;
import dev.drey.core.control.CountingIds;
import dev.drey.core.control.EnhancedSnapshotCommands;
import dev.drey.core.control.EnhancedSnapshots;
import dev.drey.core.control.FakeCopies;
import dev.drey.core.control.FakeFlink;
import dev.drey.core.control.HashedArtifacts;
import dev.drey.core.control.HeldClock;
import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.Quotas;
import dev.drey.core.control.Reconciler;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.server.wire.Contract;
import dev.drey.server.wire.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requests and answers, written in single quotes so that they can be read, and held to the
 * contract.
 */
final class Asked {
  private static final Contract CONTRACT = Contract.kinesisAnalytics();

  private Asked() {}

  static Members request(String operation, String json) {
    var asked = CONTRACT.operation(operation).orElseThrow();
    try {
      byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      return new Members(Validation.request(asked, new ByteArrayInputStream(body)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commands on snapshots, of a server with no application. */
  static EnhancedSnapshotCommands commands(EnhancedSnapshots snapshots) {
    var applications = new InMemoryApplications();
    var flink = new FakeFlink();
    var clock = new HeldClock();
    var reconciler =
        new Reconciler(
            applications, flink, new KeptCode(applications, new HashedArtifacts()), clock);
    var copyist =
        new Copyist(
            snapshots,
            applications,
            new FakeCopies(flink),
            reconciler,
            clock,
            Timeouts.DEFAULT.savepoint());
    return new EnhancedSnapshotCommands(
        snapshots, applications, reconciler, copyist, new CountingIds(), clock, Quotas.DEFAULT);
  }

  /** Every member of a structure and of those within it, as "Outer.Inner". */
  static Set<String> members(JsonNode structure) {
    Set<String> names = new TreeSet<>();
    structure
        .properties()
        .forEach(
            member -> {
              names.add(member.getKey());
              members(member.getValue()).forEach(inner -> names.add(member.getKey() + "." + inner));
            });
    if (structure.isArray()) {
      structure.forEach(element -> names.addAll(members(element)));
    }
    return names;
  }

  /** What a client reads of an answer: all that the contract knows of it. */
  static JsonNode read(String operation, JsonNode answer) {
    var shape = CONTRACT.operation(operation).orElseThrow().output();
    try (JsonParser json = new JsonFactory().createParser(answer.toString())) {
      json.nextToken();
      return shape.read(json, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String json) {
    try {
      return new ObjectMapper().readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
