package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** What a value of the API must look like. */
public sealed interface Shape
    permits StructureShape,
        ListShape,
        MapShape,
        TextShape,
        NumberShape,
        FlagShape,
        TimestampShape,
        BlobShape {

  /**
   * Reads the value at which the parser stands: members nobody knows are left out, as are nulls,
   * and each number, boolean and blob comes in its one proper form. A value of another JSON type is
   * a {@code SerializationException}.
   */
  JsonNode read(JsonParser json, String at) throws IOException;

  /** Notes every constraint that a value, read before, does not satisfy. */
  void check(JsonNode value, String at, Breaches breaches);

  /** A value as AWS's messages show it, in quotes. */
  default String shown(JsonNode value) {
    return Breaches.quote(value.asText());
  }

  /** Whether a value may hold bytes, and so be far larger than settings are. */
  default boolean holdsBlob() {
    return false;
  }
}
