package dev.drey.testkit.engine;

import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;

/** An operator of the pipeline, as Flink's stream graph has it. */
public record Node(
    StreamNode stream,
    OperatorID id,
    Optional<String> uid,
    Role role,
    int parallelism,
    int maxParallelism,
    boolean maxParallelismWasSet) {

  /** What becomes of an operator in the kit. */
  public enum Role {
    /** It runs. */
    OPERATOR,
    /** It is replaced by elements that are there before the run. */
    SOURCE,
    /** What reaches it is kept, and it does not run. */
    CAPTURED_SINK
  }

  private static final String WRITER = ": Writer";
  private static final List<String> PREFIXES = List.of("Source: ", "Sink: ");

  public String name() {
    return stream.getOperatorName();
  }

  /** How messages name it. */
  public String label() {
    return "operator '" + shownName() + "'" + uid.map(u -> " (uid '" + u + "')").orElse("");
  }

  /**
   * Its name in the user's code: Flink writes {@code Source: NAME}, {@code Sink: NAME} and {@code
   * NAME: Writer}.
   */
  public String shownName() {
    if (isWriter() && name().endsWith(WRITER)) {
      return name().substring(0, name().length() - WRITER.length());
    }
    return withoutPrefix(name());
  }

  static String withoutPrefix(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }

  boolean isWriter() {
    return stream.getOperatorFactory() instanceof SinkWriterOperatorFactory;
  }

  boolean isCalled(String uidOrName) {
    return uid.filter(uidOrName::equals).isPresent()
        || name().equals(uidOrName)
        || shownName().equals(uidOrName);
  }

  Node withMaxParallelism(int other) {
    return new Node(stream, id, uid, role, parallelism, other, maxParallelismWasSet);
  }
}
