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
        RealShape,
        FlagShape,
        TimestampShape,
        BlobShape {

  /**
   * Reads the value at which the parser stands: members nobody knows are left out, as are nulls,
   * and each number, boolean and blob comes in its one proper form. A value of another JSON type is
   * a {@code SerializationException}.
   */
  JsonNode read(JsonParser json, String at) throws IOException;

  /**
   * Reads the value of a form's field, or of the fields below it, as {@link #read(JsonParser,
   * String)} does; what cannot be read is a {@code MalformedInput}.
   */
  JsonNode read(JsonNode form, String at);

  /** Writes a value of an answer. */
  void write(JsonNode value, Pen pen);

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
