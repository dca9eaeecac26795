package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import dev.drey.core.model.VpcConfiguration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of operations, each let come to its end, compared with a reference model of an
 * application that knows nothing of phases: whether it runs, and a list of versions.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VersionsModelTest {
  private static final int STORIES = 400;
  private static final int LENGTH = 30;

  /** What the model says of a version; {@code parent} is what a rollback from it leads to. */
  private record Expected(
      int mark,
      Optional<String> logging,
      Optional<String> vpc,
      Optional<Integer> parent,
      Optional<Integer> rolledBackTo,
      boolean rolledBack) {
    Expected left() {
      return new Expected(mark, logging, vpc, parent, rolledBackTo, true);
    }

    Expected copyOf(int number) {
      return new Expected(mark, logging, vpc, parent, Optional.of(number), false);
    }
  }

  @Test
  void applications_do_what_the_model_says() {
    for (int seed = 1; seed <= STORIES; seed++) {
      var story = new Story(new Random(seed));
      try {
        story.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + story.told, e);
      }
    }
  }

  private static final class Story {
    private final Random random;
    private final Bench bench = new Bench().created();
    private final List<Expected> versions = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean runs;
    private long counted;
    private int marks = 1;

    Story(Random random) {
      this.random = random;
      versions.add(
          new Expected(
              1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false));
    }

    void play() {
      for (int i = 0; i < LENGTH; i++) {
        act();
        compare();
      }
    }

    private int current() {
      return versions.size();
    }

    private Expected now() {
      return versions.get(current() - 1);
    }

    private void act() {
      switch (random.nextInt(9)) {
        case 0 -> start();
        case 1 -> stop();
        case 2, 3 -> update();
        case 4 -> failingUpdate();
        case 5 -> rollBack();
        case 6 -> rollBackToAny();
        case 7 -> logging();
        default -> vpc();
      }
    }

    private void start() {
      told.add("start");
      expect(!runs, () -> bench.commands.runs().start(Bench.ID, RunConfiguration.LATEST));
      runs = true;
    }

    private void stop() {
      told.add("stop");
      expect(runs, () -> bench.commands.runs().stop(Bench.ID));
      runs = false;
    }

    private void update() {
      int mark = ++marks;
      told.add("update " + mark);
      expect(true, () -> bench.update(mark).operation());
      versions.add(next(mark, now().logging(), now().vpc()));
    }

    private Expected next(int mark, Optional<String> logging, Optional<String> vpc) {
      return new Expected(mark, logging, vpc, Optional.of(current()), Optional.empty(), false);
    }

    /** Of a running application: one that does not run finds out at its next start. */
    private void failingUpdate() {
      if (!runs) {
        return;
      }
      int mark = ++marks;
      boolean atCheck = random.nextBoolean();
      told.add("update that fails " + mark);
      int from = current();
      if (atCheck) {
        bench.flink.failCheckOf(from + 1);
      } else {
        bench.flink.neverRun(from + 1);
      }
      Operation update = ended(bench.update(mark).operation());
      assertThat(update.state()).isEqualTo(Operation.State.FAILED);
      assertThat(bench.operation(update.rollback().orElseThrow()).state())
          .isEqualTo(Operation.State.SUCCESSFUL);
      Expected before = now();
      versions.add(next(mark, before.logging(), before.vpc()).left());
      versions.add(before.copyOf(from));
    }

    private void rollBack() {
      told.add("roll back");
      Optional<Integer> to = now().parent();
      expect(runs && to.isPresent(), () -> bench.rollBack().operation());
      if (runs && to.isPresent()) {
        goBack(to.get());
      }
    }

    private void rollBackToAny() {
      int to = 1 + random.nextInt(current());
      told.add("roll back to " + to);
      expect(
          to != current(),
          () ->
              bench
                  .commands
                  .rollbacks()
                  .to(Bench.ID, bench.guard(), to, RunConfiguration.LATEST)
                  .operation());
      if (to != current()) {
        goBack(to);
      }
    }

    private void goBack(int to) {
      versions.set(current() - 1, now().left());
      versions.add(versions.get(to - 1).copyOf(to));
    }

    private void logging() {
      told.add("logging");
      Optional<String> option = now().logging();
      String added = (current() + 1) + ".1";
      expect(
          true,
          () ->
              option
                  .map(
                      it ->
                          bench
                              .commands
                              .attachments()
                              .deleteLoggingOption(Bench.ID, bench.guard(), it))
                  .orElseGet(
                      () ->
                          bench
                              .commands
                              .attachments()
                              .addLoggingOption(Bench.ID, bench.guard(), "arn:x"))
                  .operation());
      Optional<String> after = option.isPresent() ? Optional.empty() : Optional.of(added);
      versions.add(next(now().mark(), after, now().vpc()));
    }

    private void vpc() {
      told.add("vpc");
      Optional<String> vpc = now().vpc();
      String added = (current() + 1) + ".1";
      expect(
          true,
          () ->
              vpc.map(it -> bench.commands.attachments().deleteVpc(Bench.ID, bench.guard(), it))
                  .orElseGet(
                      () ->
                          bench
                              .commands
                              .attachments()
                              .addVpc(Bench.ID, bench.guard(), List.of("s"), List.of("g")))
                  .operation());
      Optional<String> after = vpc.isPresent() ? Optional.empty() : Optional.of(added);
      versions.add(next(now().mark(), now().logging(), after));
    }

    /** Asks, and lets what was asked for come to a good end; or is refused where that is legal. */
    private void expect(boolean legal, Supplier<OperationId> command) {
      OperationId operation;
      try {
        operation = command.get();
      } catch (Refused refused) {
        assertThat(legal).as(refused.getMessage()).isFalse();
        return;
      }
      assertThat(legal).as("accepted").isTrue();
      assertThat(ended(operation).state()).isEqualTo(Operation.State.SUCCESSFUL);
    }

    private Operation ended(OperationId operation) {
      bench.settle();
      bench.flink.checkpoint();
      bench.settle();
      return bench.operation(operation);
    }

    private void compare() {
      assertThat(bench.status()).isEqualTo(runs ? Status.RUNNING : Status.READY);
      assertThat(bench.now().version()).isEqualTo(current());
      List<Version> found = new ArrayList<>(bench.applications.versions(Bench.ID));
      Collections.reverse(found);
      assertThat(found.stream().map(Story::seen).toList()).isEqualTo(withoutParents());
      if (runs) {
        assertThat(bench.counted()).as("state").isGreaterThanOrEqualTo(counted);
        counted = bench.counted();
      }
    }

    private List<Expected> withoutParents() {
      return versions.stream()
          .map(
              it ->
                  new Expected(
                      it.mark(),
                      it.logging(),
                      it.vpc(),
                      Optional.empty(),
                      it.rolledBackTo(),
                      it.rolledBack()))
          .toList();
    }

    private static Expected seen(Version version) {
      return new Expected(
          Bench.mark(version),
          version.configuration().loggingOptions().stream().map(LoggingOption::id).findFirst(),
          version.configuration().vpcs().stream().map(VpcConfiguration::id).findFirst(),
          Optional.empty(),
          version.rolledBackTo().stream().boxed().findFirst(),
          version.rolledBack());
    }
  }
}
