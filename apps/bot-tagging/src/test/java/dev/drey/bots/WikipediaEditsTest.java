package dev.drey.bots;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sdk.Received;
import dev.drey.sdk.data.WikipediaEdits;
import dev.drey.sdk.data.WikipediaEdits.Edit;
import dev.drey.testkit.Input;
import dev.drey.testkit.JobRun;
import dev.drey.testkit.TestJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tags by rate on real events, half of the users by Kafka and half by Kinesis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WikipediaEditsTest {
  private static final int RATE = 5;

  private static List<Edit> edits = List.of();

  @BeforeAll
  static void read() {
    edits = WikipediaEdits.read();
  }

  @Test
  void who_edits_faster_than_people_do_is_tagged_from_then_on_and_mostly_a_robot() {
    JobRun run = job().run();

    assertThat(reasons(run.output("write-json", TaggedInteraction.class))).isEqualTo(truth());
    Set<String> tagged = new HashSet<>();
    run.output("write-json", TaggedInteraction.class).stream()
        .filter(TaggedInteraction::bot)
        .forEach(each -> tagged.add(each.user()));
    assertThat(tagged).hasSize(18);
    tagged.retainAll(edits.stream().filter(Edit::robot).map(Edit::user).collect(toSet()));
    assertThat(tagged).as("robots by their own word").hasSize(16);
  }

  @Test
  void also_over_a_restart_half_way() {
    JobRun half = job().runUntil(11_000);
    List<TaggedInteraction> all =
        new ArrayList<>(half.output("write-json", TaggedInteraction.class));

    all.addAll(job().from(half.snapshot()).run().output("write-json", TaggedInteraction.class));

    assertThat(all).hasSize(edits.size());
    assertThat(reasons(all)).isEqualTo(truth());
  }

  private static TestJob job() {
    return TestJob.of(environment -> MainTest.build(environment, RATE))
        .source("read-kafka", half(0))
        .source("read-kinesis", half(1));
  }

  /** Each user comes by one way. */
  private static Input<Received<Interaction>> half(int which) {
    return Input.of(
        IntStream.range(0, edits.size())
            .filter(i -> Math.floorMod(edits.get(i).user().hashCode(), 2) == which)
            .mapToObj(i -> new Received<>(interaction(i), new byte[0]))
            .toList());
  }

  private static Interaction interaction(int number) {
    Edit edit = edits.get(number);
    return new Interaction(
        Integer.toString(number), edit.user(), "", "/wiki/" + edit.page(), edit.time());
  }

  private static Map<String, String> reasons(List<TaggedInteraction> tagged) {
    Map<String, String> reasons = new TreeMap<>();
    tagged.forEach(each -> reasons.put(each.id(), each.reasons()));
    return reasons;
  }

  /** From the first edit on that is one too many in its minute. */
  private static Map<String, String> truth() {
    Map<String, Integer> inMinute = new HashMap<>();
    Set<String> tooFast = new HashSet<>();
    Map<String, String> truth = new TreeMap<>();
    for (int i = 0; i < edits.size(); i++) {
      Edit edit = edits.get(i);
      if (inMinute.merge(edit.user() + "@" + edit.time() / 60_000, 1, Integer::sum) > RATE) {
        tooFast.add(edit.user());
      }
      truth.put(Integer.toString(i), tooFast.contains(edit.user()) ? "rate" : "");
    }
    return truth;
  }
}
