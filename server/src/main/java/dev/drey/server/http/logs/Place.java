package dev.drey.server.http.logs;

import dev.drey.core.logs.LogPosition;
import dev.drey.server.wire.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Where a client goes on: a token that holds a position in every log, so that we need not. */
record Place(Direction direction, Map<String, LogPosition> positions) {
  private static final int LONGEST = 4 << 20;

  /** Which way a client reads. */
  enum Direction {
    FORWARD("f/"),
    BACKWARD("b/");

    private final String prefix;

    Direction(String prefix) {
      this.prefix = prefix;
    }
  }

  String token() {
    var text = new StringBuilder();
    positions.forEach(
        (log, position) ->
            text.append(log)
                .append(' ')
                .append(position.part())
                .append(' ')
                .append(position.offset())
                .append('\n'));
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return direction.prefix
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  static Place of(String token) {
    for (Direction direction : Direction.values()) {
      if (token.startsWith(direction.prefix)) {
        return new Place(direction, positions(token.substring(direction.prefix.length())));
      }
    }
    throw unknown();
  }

  private static Map<String, LogPosition> positions(String text) {
    Map<String, LogPosition> positions = new TreeMap<>();
    try (var in =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
      new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .forEach(
              words ->
                  positions.put(
                      words[0],
                      new LogPosition(Long.parseLong(words[1]), Long.parseLong(words[2]))));
      return positions;
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw unknown();
    }
  }

  private static Fault unknown() {
    return Fault.of("InvalidParameterException", "The specified nextToken is invalid.");
  }
}
