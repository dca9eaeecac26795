package dev.drey.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Elements in the order in which they came by, kept as bytes, so that nobody changes them
 * afterwards.
 */
public final class Recording {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(byte[] bytes, Long timestamp, int subtask) {}

  /** An element with what Flink knew of it; the timestamp is null where there was none. */
  public record Seen(Object value, Long timestamp, int subtask) {}

  private final TypeSerializer<Object> serializer;
  private final List<Entry> entries = new ArrayList<>();

  Recording(TypeSerializer<Object> serializer) {
    this.serializer = serializer;
  }

  void add(byte[] bytes, Long timestamp, int subtask) {
    entries.add(new Entry(bytes, timestamp, subtask));
  }

  public int size() {
    return entries.size();
  }

  /** A copy of each element from the given place on. */
  public List<Seen> from(int first) {
    var input = new DataInputDeserializer();
    List<Seen> seen = new ArrayList<>(entries.size() - first);
    for (Entry entry : entries.subList(first, entries.size())) {
      input.setBuffer(entry.bytes());
      try {
        seen.add(new Seen(serializer.deserialize(input), entry.timestamp(), entry.subtask()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return seen;
  }
}
