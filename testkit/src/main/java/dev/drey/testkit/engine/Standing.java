package dev.drey.testkit.engine;

import dev.drey.testkit.engine.Standings.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamSink;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.api.transformations.LegacySinkTransformation;
import org.apache.flink.streaming.api.transformations.LegacySourceTransformation;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;

/**
 * Puts a test's inputs and captures in the place of sources and sinks of a pipeline that is going
 * to run on a mini cluster. Where the elements lie is known to this JVM only.
 */
@SuppressWarnings("deprecation") // jobs still have source and sink functions
public final class Standing implements AutoCloseable {
  private final String run = UUID.randomUUID().toString();
  private final Map<String, List<Feed.Step>> feeds;
  private final Predicate<String> runsForReal;
  private final Set<String> used = new HashSet<>();
  private final Collected collected;

  /**
   * @param feeds by uid or name
   * @param runsForReal which sinks stay, by uid or name
   */
  public Standing(Map<String, List<Feed.Step>> feeds, Predicate<String> runsForReal) {
    this.feeds = feeds;
    this.runsForReal = runsForReal;
    this.collected = new Collected(Standings.begin(run));
  }

  /** What reached captured sinks. */
  public record Collected(Run run) {
    /** Whether this is a sink that the test stood in for. */
    public boolean isCaptured(Node node) {
      return run.captures(node.uid().orElse(node.shownName()));
    }

    /** In the order in which it came, over all subtasks. */
    public List<Recording.Seen> of(Node node) {
      return run.captured(node.uid().orElse(node.shownName()));
    }
  }

  public Collected collected() {
    return collected;
  }

  /** Replaces a source or a sink, if the test stands in for it. */
  public void replace(Transformation<?> transformation) {
    if (transformation instanceof SourceTransformation<?, ?, ?>) {
      feedOf(transformation)
          .ifPresent(
              steps ->
                  Reach.write(
                      SourceTransformation.class,
                      "source",
                      transformation,
                      new ListedSource<>(key(transformation, steps))));
    } else if (transformation instanceof LegacySourceTransformation<?> legacy) {
      feedOf(transformation)
          .ifPresent(
              steps ->
                  Reach.write(
                      LegacySourceTransformation.class,
                      "operatorFactory",
                      legacy,
                      SimpleOperatorFactory.of(
                          new StreamSource<>(
                              ListedFunction.of(
                                  key(transformation, steps), legacy.getOperator())))));
    } else if (transformation instanceof SinkTransformation<?, ?> && isCaptured(transformation)) {
      Reach.write(
          SinkTransformation.class,
          "sink",
          transformation,
          new CollectingSink<>(capture(transformation)));
    } else if (transformation instanceof LegacySinkTransformation<?>
        && isCaptured(transformation)) {
      Reach.write(
          LegacySinkTransformation.class,
          "operatorFactory",
          transformation,
          SimpleOperatorFactory.of(
              new StreamSink<>(new CollectingFunction<>(capture(transformation)))));
    }
  }

  private Optional<List<Feed.Step>> feedOf(Transformation<?> transformation) {
    for (String name : names(transformation)) {
      if (feeds.containsKey(name)) {
        used.add(name);
        return Optional.of(feeds.get(name));
      }
    }
    return Optional.empty();
  }

  private static List<String> names(Transformation<?> transformation) {
    String uid = transformation.getUid();
    String name = transformation.getName();
    String shown = Node.withoutPrefix(name);
    return uid == null ? List.of(name, shown) : List.of(uid, name, shown);
  }

  private boolean isCaptured(Transformation<?> transformation) {
    return names(transformation).stream().noneMatch(runsForReal);
  }

  private Standings.Place key(Transformation<?> transformation, List<Feed.Step> steps) {
    var place = new Standings.Place(run, "source " + transformation.getId());
    collected.run().feed(place.key(), steps);
    return place;
  }

  private Standings.Place capture(Transformation<?> transformation) {
    String uid = transformation.getUid();
    String key = uid == null ? Node.withoutPrefix(transformation.getName()) : uid;
    collected.run().capture(key);
    return new Standings.Place(run, key);
  }

  /**
   * To be called when the graph is built.
   *
   * @throws IllegalArgumentException if an input was given to a source that is not there
   */
  public void refuseUnused() {
    Set<String> left = new TreeSet<>(feeds.keySet());
    left.removeAll(used);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("no source has the uid or name " + left);
    }
  }

  @Override
  public void close() {
    Standings.end(run);
  }
}
