package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.control.SnapshotCopies.Copy;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Copies between an application's state, the account's place, and buckets of callers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class CopiedSnapshotsContract {
  private static final S3Prefix AWAY = new S3Prefix("arn:aws:s3:::away", "copies/one/");
  private static final byte[] METADATA =
      Metadata.of(4, Metadata.canonical(Metadata.relative("keyed-state", 11)));

  private StateFolder own;
  private StateFolder away;
  private CopiedSnapshots copies;

  /** Where the state of this server lies, empty. */
  abstract StateFolder own();

  /** The bucket "away", empty. */
  abstract StateFolder away();

  @BeforeEach
  void begin() throws Exception {
    own = own();
    away = away();
    copies =
        new CopiedSnapshots(own, (account, bucket) -> bucket.equals("away") ? away : noBucket());
    savepoint(own, "clicks-1/snapshots/s/t/savepoint-1");
  }

  private static StateFolder noBucket() {
    throw new Refused(Reason.INVALID_ARGUMENT, "no such bucket");
  }

  private static void savepoint(StateFolder folder, String path) throws Exception {
    write(folder, path + "/keyed-state", "0123456789a");
    write(folder, path + "/operator-state", "01234");
    write(folder, path + "/timers", "012");
    try (var bytes = new ByteArrayInputStream(METADATA)) {
      folder.write(path + "/_metadata", METADATA.length, bytes);
    }
  }

  private static void write(StateFolder folder, String file, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    folder.write(file, bytes.length, new ByteArrayInputStream(bytes));
  }

  private static EnhancedSnapshot snapshot(String name) {
    return EnhancedSnapshot.begun(
        new EnhancedSnapshotId("us-east-1", "000000000000", new SnapshotName(name)),
        "uid",
        Optional.empty(),
        new EnhancedSnapshot.Source.Imported(AWAY),
        Optional.empty(),
        Map.of(),
        Instant.EPOCH);
  }

  @Test
  void a_copy_stands_by_itself_there_and_back() throws Exception {
    EnhancedSnapshot one = snapshot("one");

    Copy copy = copies.take(one, own.uri("clicks-1/snapshots/s/t/savepoint-1"));

    assertThat(copy.bytes()).isEqualTo(METADATA.length + 11 + 5 + 3);
    own.delete("clicks-1");
    assertThat(copies.find(one)).contains(copy);
    copies.send(one, AWAY);
    copies.discard(one);
    assertThat(copies.find(one)).isEmpty();
    assertThat(away.children("copies/one"))
        .containsExactlyInAnyOrder("_metadata", "keyed-state", "operator-state", "timers");

    EnhancedSnapshot two = snapshot("two");
    Copy back = copies.fetch(two, new S3Prefix(AWAY.bucketArn(), "copies/one"));

    assertThat(copies.find(two)).contains(back);
    String path = back.location().substring(own.uri("").length()).replaceFirst("^/", "");
    assertThat(new String(own.read(path + "/keyed-state").orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo("0123456789a");
  }

  @Test
  void without_its_metadata_a_copy_does_not_count_and_is_made_anew() throws Exception {
    EnhancedSnapshot one = snapshot("one");
    String path = ".snapshots/us-east-1-000000000000/one-uid";
    write(own, path + "/keyed-state", "half");
    write(own, path + "/left-over", "of another time");

    assertThat(copies.find(one)).isEmpty();
    copies.take(one, own.uri("clicks-1/snapshots/s/t/savepoint-1"));

    assertThat(own.children(path))
        .containsExactlyInAnyOrder("_metadata", "keyed-state", "operator-state", "timers");
  }

  @Test
  void a_savepoint_with_a_file_missing_or_of_another_size_is_refused() throws Exception {
    write(away, "copies/short/_metadata", "x");
    savepoint(away, "copies/long");
    write(away, "copies/long/timers", "01234");
    savepoint(away, "copies/gone");
    deleteFile(away, "copies/gone/timers");

    refused("copies/gone", "timers");
    refused("copies/long", "5 bytes, not 3");
    refused("copies/short", "savepoint");
    refused("copies/nothing", "no _metadata");
    assertThat(copies.find(snapshot("in"))).isEmpty();
  }

  /** A folder's deletion takes a file of that name too only where folders are files. */
  abstract void deleteFile(StateFolder folder, String file);

  private void refused(String prefix, String why) {
    assertThatThrownBy(() -> copies.fetch(snapshot("in"), new S3Prefix(AWAY.bucketArn(), prefix)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(why);
  }

  @Test
  void state_that_lies_elsewhere_than_state_lies_now_is_refused() {
    assertThatThrownBy(() -> copies.take(snapshot("one"), "s3://former/clicks-1/s"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("s3://former");
  }
}
