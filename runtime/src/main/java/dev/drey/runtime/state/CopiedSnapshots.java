package dev.drey.runtime.state;

import dev.drey.core.control.SnapshotCopies;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Copies of savepoints: the account's own at {@code .snapshots/REGION-ACCOUNT/NAME-UID}, beside the
 * state of applications, and those in buckets of callers. The {@code _metadata} comes last and only
 * when all that it names is there, so that a copy with one is complete.
 */
public final class CopiedSnapshots implements SnapshotCopies {
  private static final String ROOT = ".snapshots/"; // no application's folder begins with a dot
  private static final String METADATA = "/_metadata";

  private final StateFolder own;
  private final BiFunction<String, String, StateFolder> buckets;

  /**
   * @param buckets an account's bucket of a name, from its root
   */
  public CopiedSnapshots(StateFolder own, BiFunction<String, String, StateFolder> buckets) {
    this.own = own;
    this.buckets = buckets;
  }

  @Override
  public Optional<Copy> find(EnhancedSnapshot snapshot) {
    String path = path(snapshot);
    return own.read(path + METADATA)
        .map(metadata -> new Copy(own.uri(path), bytes(SavepointFiles.of(metadata), metadata)));
  }

  @Override
  public Copy take(EnhancedSnapshot snapshot, String savepoint) {
    String base = own.uri("");
    if (!savepoint.startsWith(base)) {
      throw new Refused(
          Reason.INVALID_ARGUMENT, savepoint + " does not lie where state lies now, in " + base);
    }
    return keep(snapshot, own, relative(savepoint.substring(base.length())));
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  @Override
  public Copy fetch(EnhancedSnapshot snapshot, S3Prefix from) {
    return inBucket(from, () -> keep(snapshot, bucket(snapshot, from), folder(from)));
  }

  private Copy keep(EnhancedSnapshot snapshot, StateFolder from, String path) {
    String target = path(snapshot);
    long bytes = copy(from, path, own, target);
    return new Copy(own.uri(target), bytes);
  }

  @Override
  public void send(EnhancedSnapshot snapshot, S3Prefix to) {
    inBucket(to, () -> copy(own, path(snapshot), bucket(snapshot, to), folder(to)));
  }

  private StateFolder bucket(EnhancedSnapshot snapshot, S3Prefix place) {
    return buckets.apply(snapshot.id().account(), place.bucket());
  }

  /** A prefix with a slash at its end and one without mean the same folder. */
  private static String folder(S3Prefix prefix) {
    String key = prefix.keyPrefix();
    return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
  }

  @Override
  public void discard(EnhancedSnapshot snapshot) {
    own.delete(path(snapshot));
  }

  private static String path(EnhancedSnapshot snapshot) {
    var id = snapshot.id();
    return ROOT
        + id.region()
        + "-"
        + id.account()
        + "/"
        + FolderName.of(id.name() + "-" + snapshot.uid());
  }

  /** Copies a savepoint with all its files, and returns how large it is. */
  private static long copy(StateFolder from, String path, StateFolder to, String target) {
    byte[] metadata =
        from.read(path + METADATA)
            .orElseThrow(() -> SavepointFiles.refused("no _metadata in " + from.uri(path)));
    Map<String, Long> files = SavepointFiles.of(metadata);
    to.delete(target);
    try {
      for (Map.Entry<String, Long> file : files.entrySet()) {
        copy(from, path + "/" + file.getKey(), to, target + "/" + file.getKey(), file.getValue());
      }
      verify(to, target, files);
      to.write(target + METADATA, metadata.length, new ByteArrayInputStream(metadata));
    } catch (NoSuchFileException e) {
      throw SavepointFiles.refused("its file " + e.getFile() + " is missing");
    } catch (IOException e) {
      throw new Unavailable(
          "copying " + from.uri(path) + " to " + to.uri(target) + " broke off: " + e.getMessage(),
          e);
    }
    return bytes(files, metadata);
  }

  private static void copy(StateFolder from, String file, StateFolder to, String target, long size)
      throws IOException {
    OptionalLong there = from.size(file);
    if (there.isPresent() && there.getAsLong() != size) {
      throw SavepointFiles.refused(
          from.uri(file) + " has " + there.getAsLong() + " bytes, not " + size);
    }
    try (InputStream content = new Interruptible(from.open(file))) {
      to.write(target, size, content);
    }
  }

  /** Looks at what came out, not at what was put in. */
  private static void verify(StateFolder folder, String path, Map<String, Long> files) {
    files.forEach(
        (name, size) -> {
          OptionalLong there = folder.size(path + "/" + name);
          if (there.isEmpty() || there.getAsLong() != size) {
            throw new Unavailable(
                "the copy " + folder.uri(path + "/" + name) + " is not whole: " + there);
          }
        });
  }

  private static long bytes(Map<String, Long> files, byte[] metadata) {
    return metadata.length + files.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What a store refuses will not come right by asking again. */
  private static <T> T inBucket(S3Prefix prefix, Supplier<T> work) {
    try {
      return work.get();
    } catch (Unavailable e) {
      if (e.getCause() instanceof S3Exception refusal && isFinal(refusal.statusCode())) {
        throw new Refused(
            Reason.INVALID_ARGUMENT,
            "Please check the role provided or validity of S3 location you provided: "
                + prefix
                + ": "
                + refusal.getMessage());
      }
      throw e;
    }
  }

  private static boolean isFinal(int status) {
    return status / 100 == 4 && status != 408 && status != 429;
  }
}
