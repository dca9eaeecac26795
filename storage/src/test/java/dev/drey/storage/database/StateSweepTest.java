package dev.drey.storage.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.control.HeldClock;
import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.control.StateFolders;
import dev.drey.core.control.StateSweep;
import dev.drey.core.lifecycle.Application;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateSweepTest {
  @TempDir private Path home;
  private final HeldClock clock = new HeldClock();
  private final Folders folders = new Folders();
  private Database database;
  private StateSweep sweep;

  /** Says what is a stray, and remembers what was deleted. */
  private static final class Folders implements StateFolders {
    private final Set<String> strays = new TreeSet<>();
    private final List<String> deleted = new ArrayList<>();
    private boolean broken;

    @Override
    public String folder(Application application) {
      return application.uid();
    }

    @Override
    public Set<String> strays(Supplier<Needs> needs) {
      assertThat(needs.get()).isNotNull();
      return Set.copyOf(strays);
    }

    @Override
    public void delete(String stray) {
      if (broken) {
        throw new IllegalStateException("the disk is gone");
      }
      strays.remove(stray);
      deleted.add(stray);
    }
  }

  @BeforeEach
  void open() {
    database = Database.open(home.resolve("drey.db"));
    sweep =
        new StateSweep(
            new InMemoryApplications(),
            folders,
            new SqlStateMarks(database),
            Duration.ofHours(24),
            clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_is_found_goes_after_its_time_and_not_before() {
    folders.strays.add("clicks-u1/checkpoints/d1");

    assertThat(sweep.run()).noneMatch(StateSweep.Item::deleted);
    clock.forward(Duration.ofHours(23));
    assertThat(sweep.run()).noneMatch(StateSweep.Item::deleted);
    clock.forward(Duration.ofHours(1));
    assertThat(sweep.rehearse()).hasSize(1).noneMatch(StateSweep.Item::deleted);
    assertThat(folders.deleted).isEmpty();
    assertThat(sweep.run()).hasSize(1).allMatch(StateSweep.Item::deleted);
    assertThat(folders.deleted).containsExactly("clicks-u1/checkpoints/d1");
    assertThat(sweep.run()).isEmpty();
  }

  @Test
  void what_was_needed_in_between_begins_anew() {
    folders.strays.add("x");
    sweep.run();
    clock.forward(Duration.ofHours(20));
    folders.strays.clear();
    sweep.run();
    folders.strays.add("x");
    sweep.run();
    clock.forward(Duration.ofHours(20));

    assertThat(sweep.run()).noneMatch(StateSweep.Item::deleted);
  }

  @Test
  void a_deletion_that_broke_off_is_made_again() {
    folders.strays.addAll(Set.of("a", "b"));
    sweep.run();
    clock.forward(Duration.ofHours(25));
    folders.broken = true;
    try {
      sweep.run();
    } catch (IllegalStateException e) {
      folders.broken = false;
    }
    sweep.run();

    assertThat(folders.deleted).containsExactly("a", "b");
  }

  @Test
  void folders_that_were_ever_made_here_are_remembered() {
    var marks = new SqlStateMarks(database);

    assertThat(marks.own(Set.of("a"))).containsExactly("a");
    assertThat(marks.own(Set.of("b"))).containsExactlyInAnyOrder("a", "b");
    assertThat(marks.own(Set.of())).containsExactlyInAnyOrder("a", "b");
  }
}
