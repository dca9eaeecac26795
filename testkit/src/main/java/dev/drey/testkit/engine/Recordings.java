package dev.drey.testkit.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.OutputTag;

/**
 * All that passed in a run: what operators emitted, by side output, and what reached captured
 * sinks.
 */
final class Recordings {
  private record Place(int node, String tag) {}

  private static final String MAIN = "";

  private final ExecutionConfig config;
  private final Map<Place, Recording> made = new HashMap<>();

  Recordings(ExecutionConfig config) {
    this.config = config;
  }

  Outlet.Outputs of(Node node) {
    return new Outlet.Outputs() {
      @Override
      public Copier copier(Optional<OutputTag<?>> tag) {
        return new Copier(
            tag.map(Recordings.this::serializer)
                .orElseGet(() -> Assembly.typed(node.stream().getTypeSerializerOut())));
      }

      @Override
      public Recording recording(Optional<OutputTag<?>> tag, Copier copier) {
        return made.computeIfAbsent(
            new Place(node.stream().getId(), tag.<String>map(OutputTag::getId).orElse(MAIN)),
            place -> new Recording(copier.serializer()));
      }
    };
  }

  TypeSerializer<Object> serializer(OutputTag<?> tag) {
    return Assembly.typed(tag.getTypeInfo().createSerializer(config.getSerializerConfig()));
  }

  Recording captured(Node sink) {
    return made.computeIfAbsent(
        new Place(sink.stream().getId(), MAIN),
        place -> new Recording(Assembly.typed(sink.stream().getTypeSerializersIn()[0])));
  }

  /** Empty when nothing passed there. */
  Optional<Recording> find(Node node, Optional<String> tag) {
    return Optional.ofNullable(made.get(new Place(node.stream().getId(), tag.orElse(MAIN))));
  }
}
