package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.control.StateFolders.Needs;
import dev.drey.core.control.StateNeeds;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Deleting;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Parked;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ListedStateTest {
  private static final List<SnapshotStatus> STATUSES = List.of(SnapshotStatus.values());

  private static final int STORIES = 120;

  @TempDir private Path root;
  private FileStateFolder folder;
  private ListedState state;

  @BeforeEach
  void open() {
    folder = new FileStateFolder(root);
    state = new ListedState(folder);
  }

  @Test
  void what_a_deployment_a_snapshot_or_an_attempt_left_is_found() throws Exception {
    Application clicks = application("clicks", "u1", running("u1-v1-2", new Origin.Empty()));
    file("clicks-u1/checkpoints/u1-v1-1/job/chk-7/_metadata");
    file("clicks-u1/checkpoints/u1-v1-2/job/chk-3/_metadata");
    file("clicks-u1/snapshots/kept/t1/savepoint-1/_metadata");
    file("clicks-u1/snapshots/kept/t0/savepoint-0/half");
    file("clicks-u1/snapshots/forgotten/t2/savepoint-2/_metadata");
    file("clicks-u1/snapshots/failed/t3/savepoint-3/half");
    Snapshot kept = ready("kept", "clicks-u1/snapshots/kept/t1/savepoint-1");
    Snapshot failed = snapshot("failed", SnapshotStatus.FAILED, Optional.empty());

    assertThat(strays(List.of(new StateNeeds(clicks, List.of(kept, failed))), Set.of()))
        .containsExactlyInAnyOrder(
            "clicks-u1/checkpoints/u1-v1-1",
            "clicks-u1/snapshots/kept/t0",
            "clicks-u1/snapshots/forgotten/t2");
  }

  @Test
  void what_was_not_made_here_and_the_accounts_snapshots_are_nobodys_business() throws Exception {
    file("another-servers/checkpoints/d/job/chk-1/_metadata");
    file("photos/summer/beach.jpg");
    file(".snapshots/us-east-1-000000000000/gold-u7/_metadata");
    file("ours-u3/checkpoints/u3-v1-1/job/chk-1/_metadata");

    assertThat(strays(List.of(), Set.of("ours-u3"))).containsExactly("ours-u3");
  }

  @Test
  void snapshots_that_were_kept_for_the_next_of_the_name_stay() throws Exception {
    file("old-u1/snapshots/s/t/savepoint-1/_metadata");
    file("old-u1/snapshots/other/t/savepoint-1/_metadata");
    Needs needs =
        new Needs(
            List.of(), Set.of(folder.uri("old-u1/snapshots/s/t/savepoint-1")), Set.of("old-u1"));

    assertThat(state.strays(() -> needs)).containsExactly("old-u1/snapshots/other/t");
  }

  @Test
  void a_home_that_is_called_otherwise_by_now_loses_nothing() throws Exception {
    file("clicks-u1/snapshots/kept/t1/savepoint-1/_metadata");
    file("clicks-u1/checkpoints/u1-v1-1/job/chk-7/_metadata");
    file("clicks-u1/checkpoints/u1-v1-2/job/chk-1/_metadata");
    file("old-u0/snapshots/checkpoints/t/savepoint-1/_metadata");
    file("old-u0/checkpoints/u0-v1-1/job/chk-1/_metadata");
    String before = "file:///home/before/the/move/snapshots/";
    Application failed =
        application(
            "clicks",
            "u1",
            new Ready(
                Optional.of(before + "clicks-u1/checkpoints/u1-v1-1/job/chk-7"), Optional.empty()));
    Snapshot kept =
        snapshot(
            "kept",
            SnapshotStatus.READY,
            Optional.of(before + "clicks-u1/snapshots/kept/t1/savepoint-1"));
    Needs needs =
        new Needs(
            List.of(new StateNeeds(failed, List.of(kept))),
            Set.of(before + "old-u0/snapshots/checkpoints/t/savepoint-1"),
            Set.of("clicks-u1", "old-u0"));

    assertThat(state.strays(() -> needs))
        .containsExactlyInAnyOrder("clicks-u1/checkpoints/u1-v1-2", "old-u0/checkpoints/u0-v1-1");
  }

  @Test
  void nothing_is_a_stray_while_something_is_under_way() throws Exception {
    file("clicks-u1/checkpoints/u1-v1-1/job/chk-7/_metadata");
    file("clicks-u1/snapshots/x/t/savepoint-1/_metadata");
    Application deleting = application("clicks", "u1", new Deleting(Optional.empty(), false));

    assertThat(strays(List.of(new StateNeeds(deleting, List.of())), Set.of())).isEmpty();
  }

  @Test
  void what_comes_into_being_after_the_listing_is_in_no_danger() throws Exception {
    Application clicks = application("clicks", "u1", Ready.NEW);
    file("clicks-u1/checkpoints/u1-v1-1/job/chk-7/_metadata");

    Set<String> strays =
        state.strays(
            () -> {
              write("clicks-u1/checkpoints/u1-v1-2/job/chk-1/_metadata");
              return new Needs(List.of(new StateNeeds(clicks, List.of())), Set.of(), Set.of());
            });

    assertThat(strays).containsExactly("clicks-u1/checkpoints/u1-v1-1");
  }

  @Test
  void shared_files_that_no_checkpoint_names_are_found_where_nothing_runs() throws Exception {
    String job = "clicks-u1/checkpoints/u1-v1-1/job";
    String newest = shared(job);
    String older = shared(job);
    String forgotten = shared(job);
    file(job + "/shared/job_1_tm_2/" + UUID.randomUUID());
    file(job + "/shared/notes.txt");
    metadata(job + "/chk-9", newest);
    metadata(job + "/chk-7", older);
    Optional<String> leftAt = Optional.of(folder.uri(job + "/chk-9"));
    Application failed = application("clicks", "u1", new Ready(leftAt, Optional.empty()));

    Set<String> strays = strays(List.of(new StateNeeds(failed, List.of())), Set.of());

    assertThat(strays).containsExactly(job + "/shared/" + forgotten);
    strays.forEach(state::delete);
    assertThat(folder.children(job + "/shared"))
        .containsExactlyInAnyOrder(newest, older, "job_1_tm_2", "notes.txt");
  }

  @Test
  void shared_files_stay_where_flink_may_be_writing_or_nobody_knows_what_was_named()
      throws Exception {
    String job = "clicks-u1/checkpoints/u1-v1-1/job";
    shared(job);
    metadata(job + "/chk-9", "nothing");
    Origin ownNewest = new Origin.Resume(folder.uri(job + "/chk-9"));
    List<Phase> phases =
        List.of(
            running("u1-v1-1", ownNewest),
            running("u1-v1-2", ownNewest.left()),
            new Ready(Optional.of(folder.uri(job + "/chk-10")), Optional.empty()),
            new Ready(Optional.of("s3://elsewhere/clicks-u1/chk-1"), Optional.empty()),
            new Deleting(Optional.empty(), true));

    for (Phase phase : phases) {
      Snapshot unread = ready("s", "clicks-u1/checkpoints/u1-v1-1/job/chk-9");
      assertThat(
              strays(
                  List.of(new StateNeeds(application("clicks", "u1", phase), List.of(unread))),
                  Set.of()))
          .as("%s", phase)
          .isEmpty();
    }
  }

  /** Random applications in random phases, with all that they need and much that they do not. */
  @Test
  void nothing_that_anything_refers_to_is_ever_a_stray() throws Exception {
    int found = 0;
    int orphans = 0;
    for (int seed = 1; seed <= STORIES; seed++) {
      folder.delete("");
      Files.createDirectories(root);
      var story = new Story(new Random(seed));
      story.tell();

      Set<String> strays = strays(story.needs, story.own);

      found += strays.size();
      for (String needed : story.needed) {
        assertThat(strays)
            .as("seed %d", seed)
            .noneMatch(stray -> (needed + "/").startsWith(stray + "/"));
      }
      for (String left : story.left) {
        assertThat(strays)
            .as("seed %d", seed)
            .anyMatch(stray -> (left + "/").startsWith(stray + "/"));
      }
      assertThat(strays).as("seed %d", seed).containsAll(story.orphans);
      strays.forEach(state::delete);
      orphans += story.orphans.size();
      for (String file : story.neededFiles) {
        assertThat(root.resolve(file)).as("seed %d", seed).exists();
      }
      for (String needed : story.needed) {
        assertThat(root.resolve(needed).resolve("_metadata")).as("seed %d", seed).exists();
      }
    }
    assertThat(found).isGreaterThan(STORIES);
    assertThat(orphans).as("shared files that nothing named").isGreaterThan(STORIES / 10);
  }

  private final class Story {
    private final Random random;
    private final List<StateNeeds> needs = new ArrayList<>();
    private final Set<String> own = new HashSet<>();

    /** Folders with a _metadata that something refers to, or may yet. */
    private final Set<String> needed = new HashSet<>();

    /** Folders that nothing refers to. */
    private final Set<String> left = new HashSet<>();

    /** Shared files that state which is kept names, or that Flink may be writing. */
    private final Set<String> neededFiles = new HashSet<>();

    /** Shared files that nothing names. */
    private final Set<String> orphans = new HashSet<>();

    Story(Random random) {
      this.random = random;
    }

    void tell() throws Exception {
      int applications = 1 + random.nextInt(4);
      for (int i = 0; i < applications; i++) {
        living("app" + i, "u" + i);
      }
      gone("gone", "g1");
      if (random.nextBoolean()) {
        foreign();
      }
    }

    private void living(String name, String uid) throws Exception {
      String home = name + "-" + uid;
      boolean atRest = random.nextInt(5) > 0;
      List<Snapshot> snapshots = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        snapshots.add(snapshot(home, "s" + i));
      }
      String deployments = home + "/checkpoints/" + uid + "-v1-";
      Phase phase = phase(atRest, deployments, uid);
      shared(home, deployments, phase, snapshots);
      Set<String> unneeded = atRest ? left : needed;
      unneeded.add(made(deployments + "1/job/chk-4"));
      unneeded.add(made(home + "/snapshots/forgotten/t9/savepoint-9"));
      needs.add(new StateNeeds(application(name, uid, phase), snapshots));
    }

    /** Files of the deployment that is kept, named by something or by nothing. */
    private void shared(String home, String deployments, Phase phase, List<Snapshot> snapshots)
        throws Exception {
      String job = deployments + "2/job";
      if (!Files.exists(root.resolve(job))) {
        return;
      }
      for (int i = random.nextInt(6); i > 0; i--) {
        String file = new UUID(random.nextLong(), random.nextLong()).toString();
        file(job + "/shared/" + file);
        switch (random.nextInt(4)) {
          case 0 -> name(job + "/chk-5", job, file);
          case 1 -> name(job + "/chk-" + (6 + random.nextInt(3)), job, file);
          case 2 -> name(home + "/snapshots/native/t1/savepoint-1", job, file);
          default -> {
            if (phase instanceof Running) {
              neededFiles.add(job + "/shared/" + file);
            } else {
              orphans.add(job + "/shared/" + file);
            }
          }
        }
      }
      if (Files.exists(root.resolve(home + "/snapshots/native"))) {
        snapshots.add(ready("native", home + "/snapshots/native/t1/savepoint-1"));
      }
    }

    private void name(String state, String job, String file) throws Exception {
      neededFiles.add(job + "/shared/" + file);
      metadata(state, "file:/" + job + "/shared/" + file);
    }

    private Phase phase(boolean atRest, String deployments, String uid) throws Exception {
      if (!atRest) {
        return new Deleting(Optional.empty(), random.nextBoolean());
      }
      switch (random.nextInt(4)) {
        case 0 -> {
          needed.add(made(deployments + "3/job/chk-9"));
          needed.add(made(deployments + "3/job/shared"));
          needed.add(made(deployments + "2/job/chk-5"));
          String origin = folder.uri(deployments + "2/job/chk-5");
          return running(uid + "-v1-3", new Origin.Restore(origin, Optional.empty(), false));
        }
        case 1 -> {
          needed.add(made(deployments + "2/job/chk-5"));
          return new Ready(Optional.of(folder.uri(deployments + "2/job/chk-5")), Optional.empty());
        }
        case 2 -> {
          needed.add(made(deployments + "2/job/chk-5"));
          return new Parked(1, new Origin.Resume(folder.uri(deployments + "2/job/chk-5")));
        }
        default -> {
          return Ready.NEW;
        }
      }
    }

    private Snapshot snapshot(String home, String name) throws Exception {
      String attempt = home + "/snapshots/" + name + "/t1/savepoint-1";
      SnapshotStatus status = STATUSES.get(random.nextInt(STATUSES.size()));
      if (status == SnapshotStatus.READY && random.nextInt(4) == 0) {
        String heirloom = "heir-h/snapshots/" + name + "/t1/savepoint-1";
        own.add("heir-h");
        needed.add(made(heirloom));
        return ready(name, heirloom);
      }
      needed.add(made(attempt));
      if (status == SnapshotStatus.READY) {
        return ready(name, attempt);
      }
      return ListedStateTest.snapshot(name, status, Optional.empty());
    }

    private void gone(String name, String uid) throws Exception {
      own.add(name + "-" + uid);
      left.add(made(name + "-" + uid + "/checkpoints/d/job/chk-1"));
    }

    private void foreign() throws Exception {
      needed.add(made("elsewhere-e1/checkpoints/d/job/chk-1"));
      needed.add(made(".snapshots/us-east-1-0/gold-g"));
    }

    private String made(String path) throws Exception {
      file(path + "/_metadata");
      return path;
    }
  }

  private Set<String> strays(List<StateNeeds> applications, Set<String> own) {
    Set<String> all = new HashSet<>(own);
    applications.forEach(each -> all.add(state.folder(each.application())));
    return state.strays(() -> new Needs(applications, Set.of(), all));
  }

  private void file(String path) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "state");
  }

  private String shared(String job) throws Exception {
    String name = UUID.randomUUID().toString();
    file(job + "/shared/" + name);
    return name;
  }

  /** Adds a name to a {@code _metadata}, between bytes that are no text. */
  private void metadata(String state, String name) throws Exception {
    Path file = root.resolve(state).resolve("_metadata");
    Files.createDirectories(file.getParent());
    var written = new ByteArrayOutputStream();
    written.write(Files.exists(file) ? Files.readAllBytes(file) : new byte[] {0x49, 0x60});
    written.write(new byte[] {0, (byte) 0xff, (byte) name.length()});
    written.write(name.getBytes(StandardCharsets.UTF_8));
    written.write(new byte[] {(byte) 0x80, 7});
    Files.write(file, written.toByteArray());
  }

  private void write(String path) {
    try {
      file(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Snapshot ready(String name, String path) {
    return snapshot(name, SnapshotStatus.READY, Optional.of(folder.uri(path)));
  }

  private static Snapshot snapshot(String name, SnapshotStatus status, Optional<String> location) {
    return new Snapshot(
        new SnapshotName(name),
        status,
        1,
        new RuntimeEnvironment("FLINK-1_20"),
        Instant.EPOCH,
        true,
        location,
        Optional.empty(),
        Optional.empty());
  }

  private static Phase running(String deployment, Origin origin) {
    return new Running(
        Launch.first(new DeploymentId(deployment), 1, origin), true, Optional.empty());
  }

  private static Application application(String name, String uid, Phase phase) {
    return new Application(
        new ApplicationId("us-east-1", "000000000000", new ApplicationName(name)),
        uid,
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        0,
        Map.of(),
        Optional.empty(),
        "06:00",
        phase,
        1);
  }
}
