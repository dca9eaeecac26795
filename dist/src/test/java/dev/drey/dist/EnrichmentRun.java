package dev.drey.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.demo.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A topic-enrichment with topics of its own, from its first start to its last order. */
final class EnrichmentRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Application.Shape SHAPE = new Application.Shape(2, Duration.ofMillis(500));

  private final Deliveries deliveries;
  private final Topic orders;
  private final Topic positions;
  private final Topic enriched;
  private final Topic letters;
  private final Map<String, String> properties;
  private final Application application;

  EnrichmentRun(DreyWithKafka here, String name, Deliveries deliveries) {
    this.deliveries = deliveries;
    this.orders = here.topic(name + "-orders", 2);
    this.positions = here.topic(name + "-positions", 2);
    this.enriched = here.topic(name + "-enriched", 2);
    this.letters = here.topic(name + "-order-letters", 1);
    this.properties = here.kafkaProperties(name, letters);
    properties.put("orders.topic", orders.name());
    properties.put("positions.topic", positions.name());
    properties.put("output.topic", enriched.name());
    properties.put("idle.after", "PT1H");
    this.application = new Application(here.drey(), name, "topic-enrichment");
  }

  Application application() {
    return application;
  }

  EnrichmentRun begin() {
    application.create("topic-enrichment.jar", SHAPE, properties).start();
    return this;
  }

  void sendOrders(double from, double to) {
    orders.send(deliveries.orders(orders, from, to));
  }

  void sendPositions(double from, double to) {
    positions.send(deliveries.positions(positions, from, to));
  }

  void awaitSome() {
    Drey.awaitAtLeast("enriched orders", () -> enriched.read().size(), 1);
  }

  /** Goes on with another version, which differs in what does not matter to the output. */
  void update() {
    properties.put("idle.after", "PT2H");
    application.update(properties);
  }

  /** Sends the end, and something that is no order; waits for everything, and compares. */
  void comesOut() throws IOException {
    orders.send(List.of(new Topic.Sent(0, "junk".getBytes(UTF_8))));
    orders.send(deliveries.end(orders, true));
    positions.send(deliveries.end(positions, false));

    Drey.awaitAtLeast("enriched orders", () -> enriched.read().size(), deliveries.size());
    Map<String, Optional<Long>> written = new TreeMap<>();
    for (var record : enriched.read()) {
      JsonNode row = JSON.readTree(record.value());
      String id = row.required("order").required("id").asText();
      JsonNode time = row.required("position").path("time");
      var before = written.put(id, time.isNumber() ? Optional.of(time.asLong()) : Optional.empty());
      assertThat(before).as("order %s is there once", id).isNull();
    }
    assertThat(written).isEqualTo(deliveries.truth());
    assertThat(written.values()).anyMatch(Optional::isEmpty).anyMatch(Optional::isPresent);
    assertThat(letters.read()).hasSize(1);
    application.delete();
  }
}
