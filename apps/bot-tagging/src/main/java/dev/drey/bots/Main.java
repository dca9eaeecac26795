package dev.drey.bots;

import dev.drey.bots.wire.InteractionEvent;
import dev.drey.sdk.Job;
import dev.drey.sdk.Received;
import dev.drey.sdk.Uid;
import dev.drey.sdk.files.FileFormat;
import dev.drey.sdk.files.FileOutput;
import dev.drey.sdk.json.JsonReader;
import dev.drey.sdk.kafka.DeadLetterRecords;
import dev.drey.sdk.kafka.KafkaInput;
import dev.drey.sdk.kafka.KafkaOutput;
import dev.drey.sdk.kinesis.KinesisInput;
import dev.drey.sdk.protobuf.ProtobufReader;
import dev.drey.sdk.validation.DeadLetter;
import dev.drey.sdk.validation.Validation;
import java.net.URI;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** The application: interactions from Kafka and Kinesis, tagged, into files. */
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
    Job.run("bot-tagging", Settings.class, Main::build, arguments);
  }

  static void build(StreamExecutionEnvironment environment, Settings settings) {
    SingleOutputStreamOperator<Interaction> fromKafka =
        validated(
            "validate-kafka", topic(settings).in(environment, WatermarkStrategy.noWatermarks()));
    SingleOutputStreamOperator<Interaction> fromKinesis =
        validated("validate-kinesis", stream(settings).in(environment));

    SingleOutputStreamOperator<TaggedInteraction> tagged =
        fromKafka
            .union(fromKinesis)
            .keyBy(Interaction::user)
            .flatMap(
                new BotTagEnrichment(
                    settings.rules(), settings.userRemembered(), settings.agentsKept()))
            .name("tag-bots")
            .uid("tag-bots");

    settings
        .outputJson()
        .ifPresent(folder -> write(tagged, "write-json", folder, FileFormat.json()));
    settings
        .outputParquet()
        .ifPresent(
            folder ->
                write(
                    tagged, "write-parquet", folder, FileFormat.parquet(TaggedInteraction.class)));

    new KafkaOutput<>(
            new Uid("write-dead-letters"),
            settings.cluster(),
            settings.transactionalIdPrefix(),
            new DeadLetterRecords(settings.deadLetterTopic()))
        .from(fromKafka.getSideOutput(DEAD_LETTERS).union(fromKinesis.getSideOutput(DEAD_LETTERS)));
  }

  private static KafkaInput<Received<Interaction>> topic(Settings settings) {
    return new KafkaInput<>(
        new Uid("read-kafka"),
        settings.cluster(),
        List.of(settings.inputTopic()),
        settings.groupId(),
        KafkaRecordDeserializationSchema.valueOnly(
            Received.schema(
                Interaction.class, new ProtobufReader<>(InteractionEvent.class, Interaction::of))));
  }

  private static KinesisInput<Received<Interaction>> stream(Settings settings) {
    return new KinesisInput<>(
        new Uid("read-kinesis"),
        settings.kinesisStream(),
        settings.kinesisRegion(),
        settings.kinesisEndpoint(),
        settings.kinesis(),
        Received.schema(Interaction.class, new JsonReader<>(Interaction.class)));
  }

  /** The same for both, with metrics of its own for each. */
  private static SingleOutputStreamOperator<Interaction> validated(
      String uid, DataStream<Received<Interaction>> received) {
    return received
        .process(interactions().received(Interaction.class, "unreadable", DEAD_LETTERS))
        .name(uid)
        .uid(uid);
  }

  static Validation<Interaction> interactions() {
    return Validation.<Interaction>counting("interactions")
        .reject("missingId", interaction -> interaction.id().isBlank())
        .reject("missingUser", interaction -> interaction.user().isBlank())
        .reject("missingPage", interaction -> interaction.page().isBlank())
        .reject("invalidTimestamp", interaction -> !Times.isPlausible(interaction.time()));
  }

  private static void write(
      DataStream<TaggedInteraction> tagged,
      String uid,
      URI folder,
      FileFormat<TaggedInteraction> format) {
    new FileOutput<>(new Uid(uid), folder, format, TaggedInteraction::time).from(tagged);
  }
}
