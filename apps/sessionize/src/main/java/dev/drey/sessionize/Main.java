package dev.drey.sessionize;

import dev.drey.sdk.Job;
import dev.drey.sdk.Uid;
import dev.drey.sdk.kafka.DeadLetterRecords;
import dev.drey.sdk.kafka.JsonRecords;
import dev.drey.sdk.kafka.KafkaInput;
import dev.drey.sdk.kafka.KafkaOutput;
import dev.drey.sdk.sessions.Late;
import dev.drey.sdk.sessions.Sessions;
import dev.drey.sdk.validation.DeadLetter;
import dev.drey.sdk.validation.Validation;
import dev.drey.sessionize.LogLine.Kind;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** The application: lines to sessions, from Kafka to Kafka. */
public final class Main {
  static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

  private static final String MALFORMED = "malformedLines";

  private Main() {}

  /**
   * Submits the job.
   *
   * @param arguments none, or a file of property groups to use instead of the service's (as in its
   *     {@code application_properties.json})
   */
  public static void main(String[] arguments) throws Exception {
    Job.run("sessionize", Settings.class, Main::build, arguments);
  }

  static void build(StreamExecutionEnvironment environment, Settings settings) {
    SingleOutputStreamOperator<LogLine> requests =
        lines(settings)
            .in(environment, watermarks(settings))
            .process(requests().process(DEAD_LETTERS, Main::rejected))
            .name("sieve")
            .uid("sieve");

    SingleOutputStreamOperator<Session> sessions =
        requests
            .keyBy(LogLine::visitor)
            .process(sessions(settings))
            .name("sessions")
            .uid("sessions");

    new KafkaOutput<>(
            new Uid("write-sessions"),
            settings.cluster(),
            settings.transactionalIdPrefix(),
            new JsonRecords<>(settings.outputTopic(), Session::address))
        .from(sessions);

    new KafkaOutput<>(
            new Uid("write-dead-letters"),
            settings.cluster(),
            settings.transactionalIdPrefix(),
            new DeadLetterRecords(settings.deadLetterTopic()))
        .from(requests.getSideOutput(DEAD_LETTERS).union(sessions.getSideOutput(DEAD_LETTERS)));
  }

  private static KafkaInput<LogLine> lines(Settings settings) {
    return new KafkaInput<>(
        new Uid("read-lines"),
        settings.cluster(),
        List.of(settings.inputTopic()),
        settings.groupId(),
        new LineSchema());
  }

  private static WatermarkStrategy<LogLine> watermarks(Settings settings) {
    Duration bound = settings.disorderBound();
    return WatermarkStrategy.<LogLine>forGenerator(context -> new MarkedWatermarks(bound))
        .withTimestampAssigner((line, kafkaTime) -> line.time());
  }

  /** End markers have done their work in the source. */
  private static Validation<LogLine> requests() {
    return Validation.<LogLine>counting("lines")
        .ignore(line -> line.kind() == Kind.END_MARKER)
        .reject(MALFORMED, line -> line.kind() == Kind.MALFORMED)
        .reject("badTimestamps", line -> line.kind() == Kind.BAD_TIME);
  }

  /** Readers of the dead letters know these words. */
  private static DeadLetter rejected(LogLine line, String counter) {
    return new DeadLetter(line.raw(), counter.equals(MALFORMED) ? "malformed" : "bad-time");
  }

  static Sessions<Visitor, LogLine, OpenSession, Session> sessions(Settings settings) {
    return new Sessions<>(
        new VisitorSessions(settings.agentsKept()),
        settings.sessionGap(),
        Late.to("lateLines", DEAD_LETTERS, line -> new DeadLetter(line.raw(), "late")));
  }
}
