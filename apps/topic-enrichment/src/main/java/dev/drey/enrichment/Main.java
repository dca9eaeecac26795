package dev.drey.enrichment;

import dev.drey.sdk.ElementTime;
import dev.drey.sdk.Job;
import dev.drey.sdk.Received;
import dev.drey.sdk.Uid;
import dev.drey.sdk.json.JsonReader;
import dev.drey.sdk.kafka.DeadLetterRecords;
import dev.drey.sdk.kafka.JsonRecords;
import dev.drey.sdk.kafka.KafkaInput;
import dev.drey.sdk.kafka.KafkaOutput;
import dev.drey.sdk.validation.DeadLetter;
import dev.drey.sdk.validation.Validation;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** The application: orders and positions to orders with positions, from Kafka to Kafka. */
public final class Main {
  static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

  private Main() {}

  /**
   * Submits the job.
   *
   * @param arguments none, or a file of property groups to use instead of the service's (as in its
   *     {@code application_properties.json})
   */
  public static void main(String[] arguments) throws Exception {
    Job.run("topic-enrichment", Settings.class, Main::build, arguments);
  }

  static void build(StreamExecutionEnvironment environment, Settings settings) {
    SingleOutputStreamOperator<Order> orders =
        topic("read-orders", settings.ordersTopic(), Order.class, settings)
            .in(environment, watermarks(settings, Order::placedAt))
            .process(orders().received(Order.class, "unreadableOrders", DEAD_LETTERS))
            .name("validate-orders")
            .uid("validate-orders");

    SingleOutputStreamOperator<Position> positions =
        topic("read-positions", settings.positionsTopic(), Position.class, settings)
            .in(environment, watermarks(settings, Position::time))
            .process(positions().received(Position.class, "unreadablePositions", DEAD_LETTERS))
            .name("validate-positions")
            .uid("validate-positions");

    SingleOutputStreamOperator<EnrichedOrder> enriched =
        orders
            .keyBy(Order::rider)
            .connect(positions.keyBy(Position::rider))
            .process(new Enrichment(settings.patience()))
            .name("enrich")
            .uid("enrich");

    new KafkaOutput<>(
            new Uid("write-orders"),
            settings.cluster(),
            settings.transactionalIdPrefix(),
            new JsonRecords<>(settings.outputTopic(), EnrichedOrder::id))
        .from(enriched);

    new KafkaOutput<>(
            new Uid("write-dead-letters"),
            settings.cluster(),
            settings.transactionalIdPrefix(),
            new DeadLetterRecords(settings.deadLetterTopic()))
        .from(orders.getSideOutput(DEAD_LETTERS).union(positions.getSideOutput(DEAD_LETTERS)));
  }

  private static <T> KafkaInput<Received<T>> topic(
      String uid, String topic, Class<T> type, Settings settings) {
    return new KafkaInput<>(
        new Uid(uid),
        settings.cluster(),
        List.of(topic),
        settings.groupId(),
        KafkaRecordDeserializationSchema.valueOnly(Received.schema(type, new JsonReader<>(type))));
  }

  /**
   * A partition where nothing comes holds nobody back: where there are no positions, orders go out
   * without. What cannot be read has no time and says nothing.
   */
  private static <T> WatermarkStrategy<Received<T>> watermarks(
      Settings settings, ElementTime<T> time) {
    return WatermarkStrategy.<Received<T>>forBoundedOutOfOrderness(settings.disorderBound())
        .withTimestampAssigner(
            (received, written) ->
                received.isReadable() ? time.applyAsLong(received.value()) : Long.MIN_VALUE)
        .withIdleness(settings.idleAfter());
  }

  static Validation<Order> orders() {
    return Validation.<Order>counting("orders")
        .reject("ordersWithoutId", order -> order.id().isBlank())
        .reject("ordersWithoutRider", order -> order.rider().isBlank())
        .reject("ordersWithoutTime", order -> order.placedAt() <= 0);
  }

  static Validation<Position> positions() {
    return Validation.<Position>counting("positions")
        .reject("positionsWithoutRider", position -> position.rider().isBlank())
        .reject("positionsWithoutTime", position -> position.time() <= 0)
        .reject("positionsOffEarth", position -> !position.isOnEarth());
  }
}
