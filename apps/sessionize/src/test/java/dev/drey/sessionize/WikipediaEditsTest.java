package dev.drey.sessionize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sdk.data.WikipediaEdits;
import dev.drey.sdk.data.WikipediaEdits.Edit;
import dev.drey.sdk.sessions.Late;
import dev.drey.sdk.sessions.SessionLogic;
import dev.drey.sdk.sessions.Sessions;
import dev.drey.testkit.Input;
import dev.drey.testkit.JobRun;
import dev.drey.testkit.TestJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The SDK's sessions on real events. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WikipediaEditsTest {
  private static final long GAP = Duration.ofMinutes(30).toMillis();

  private static List<Edit> edits = List.of();

  /** The edits of a user without a long pause. */
  public record Sitting(String user, long start, long end, long edits) {}

  @BeforeAll
  static void read() {
    edits = WikipediaEdits.read();
  }

  @Test
  void they_are_those_of_each_user_s_sorted_times() {
    assertThat(edits).hasSize(22_122);
    List<Sitting> truth = cut();
    assertThat(truth).hasSize(8_712);

    JobRun run = job().run();

    assertThat(run.output("out", Sitting.class)).containsExactlyInAnyOrderElementsOf(truth);
    assertThat(run.metrics("sittings").counter("kinesisanalytics.lateEdits")).isZero();
  }

  @Test
  void also_over_a_restart_half_way_at_another_parallelism() {
    JobRun half = job().parallelism(2).runUntil(11_000);
    List<Sitting> all = new ArrayList<>(half.output("out", Sitting.class));
    assertThat(all).isNotEmpty();

    all.addAll(job().parallelism(3).from(half.snapshot()).run().output("out", Sitting.class));

    assertThat(all).containsExactlyInAnyOrderElementsOf(cut());
  }

  private static TestJob job() {
    return TestJob.of(WikipediaEditsTest::build).source("edits", Input.of(edits));
  }

  private static void build(StreamExecutionEnvironment environment) {
    source(environment)
        .uid("edits")
        .keyBy(Edit::user)
        .process(new Sessions<>(new Sittings(), Duration.ofMillis(GAP), Late.dropped("lateEdits")))
        .uid("sittings")
        .sinkTo(new DiscardingSink<>())
        .uid("out");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // stands in for the source of edits, and never runs
  private static SingleOutputStreamOperator<Edit> source(StreamExecutionEnvironment environment) {
    return environment.fromSource(
        (org.apache.flink.api.connector.source.Source) new NumberSequenceSource(0, 0),
        WatermarkStrategy.<Edit>forMonotonousTimestamps()
            .withTimestampAssigner((edit, none) -> edit.time()),
        "edits",
        TypeInformation.of(Edit.class));
  }

  /** By other means than those under test. */
  private static List<Sitting> cut() {
    Map<String, List<Long>> times =
        edits.stream()
            .collect(
                Collectors.groupingBy(
                    Edit::user, TreeMap::new, Collectors.mapping(Edit::time, Collectors.toList())));
    List<Sitting> cut = new ArrayList<>();
    times.forEach(
        (user, all) -> {
          var starts = new TreeSet<Long>();
          List<Long> sorted = all.stream().sorted().toList();
          for (int i = 0; i < sorted.size(); i++) {
            if (i == 0 || sorted.get(i) - sorted.get(i - 1) > GAP) {
              starts.add(sorted.get(i));
            }
          }
          for (long start : starts) {
            Long next = starts.higher(start);
            List<Long> inside =
                sorted.stream()
                    .filter(time -> time >= start && (next == null || time < next))
                    .toList();
            cut.add(new Sitting(user, start, inside.get(inside.size() - 1), inside.size()));
          }
        });
    return cut;
  }

  /** Counts. */
  private static final class Sittings implements SessionLogic<String, Edit, Sitting, Sitting> {
    private static final long serialVersionUID = 1;

    @Override
    public Sitting begin(Edit edit, long time) {
      return new Sitting(edit.user(), time, time, 1);
    }

    @Override
    public Sitting join(Sitting first, Sitting arrived) {
      return new Sitting(
          first.user(),
          Math.min(first.start(), arrived.start()),
          Math.max(first.end(), arrived.end()),
          first.edits() + arrived.edits());
    }

    @Override
    public long start(Sitting sitting) {
      return sitting.start();
    }

    @Override
    public long end(Sitting sitting) {
      return sitting.end();
    }

    @Override
    public Sitting close(String user, Sitting sitting) {
      return sitting;
    }

    @Override
    public TypeInformation<Sitting> sessionType() {
      return TypeInformation.of(Sitting.class);
    }

    @Override
    public TypeInformation<Sitting> resultType() {
      return TypeInformation.of(Sitting.class);
    }
  }
}
