package dev.drey.runtime.state;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that the checkpoints of a deployment share and that none of them names: what was being
 * written when a JobManager died, and what it had yet to delete. Flink gives each a random name and
 * never a second time, and whoever goes on from state knows only the files that its {@code
 * _metadata} names. So where nothing runs that could still be writing, what is unnamed stays so.
 *
 * <p>What is in a {@code _metadata} is not understood here, nor has to be: Flink writes names as
 * they are, and whatever looks like one counts.
 */
final class SharedFiles {
  /** As Flink names a file; what has another name is left alone. */
  private static final String NAME = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final Pattern WHOLE = Pattern.compile(NAME);

  /** Looks at every place, also within what has matched already. */
  private static final Pattern ANYWHERE = Pattern.compile("(?=(" + NAME + "))");

  private static final Pattern PATH =
      Pattern.compile("[^/]+/checkpoints/[^/]+/[^/]+/shared/" + NAME);
  private static final String METADATA = "/_metadata";

  private final StateFolder folder;

  SharedFiles(StateFolder folder) {
    this.folder = folder;
  }

  /** Whether this is the path of such a file, and not of a folder. */
  static boolean isOne(String path) {
    return PATH.matcher(path).matches();
  }

  /**
   * Those that nothing names.
   *
   * @param application its folder; nothing of it runs
   * @param kept folders of its deployments whose files are looked at
   * @param locations of state that it needs, wherever that lies, each by its path in this folder
   */
  List<String> unnamed(String application, List<String> kept, Set<String> locations) {
    List<String> shared = kept.stream().flatMap(this::shared).toList();
    if (shared.isEmpty()) {
      return List.of();
    }
    var named = new HashSet<String>();
    for (String location : locations) {
      if (!names(location, named)) {
        return List.of(); // what it named nobody knows
      }
    }
    states(application)
        .filter(state -> !locations.contains(state))
        .forEach(state -> names(state, named));
    return shared.stream()
        .filter(path -> !named.contains(path.substring(path.lastIndexOf('/') + 1)))
        .toList();
  }

  private Stream<String> shared(String deployment) {
    return below(deployment)
        .map(job -> job + "/shared")
        .flatMap(this::below)
        .filter(path -> WHOLE.matcher(path.substring(path.lastIndexOf('/') + 1)).matches());
  }

  /** Every place where complete state of the application may lie. */
  private Stream<String> states(String application) {
    return Stream.of(application + "/checkpoints", application + "/snapshots")
        .flatMap(this::below)
        .flatMap(this::below)
        .flatMap(this::below);
  }

  private Stream<String> below(String path) {
    return folder.children(path).stream().map(child -> path + "/" + child);
  }

  /** Adds the names in its {@code _metadata}, if there is one. */
  private boolean names(String state, Set<String> named) {
    Optional<byte[]> metadata = folder.read(state + METADATA);
    metadata.ifPresent(
        bytes -> {
          Matcher found = ANYWHERE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
          while (found.find()) {
            named.add(found.group(1));
          }
        });
    return metadata.isPresent();
  }
}
