package dev.drey.demo.truth;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;

/** One session as its record in the output says it, in the order of the fields there. */
@JsonPropertyOrder({
  "address",
  "userAgent",
  "start",
  "end",
  "requests",
  "bytes",
  "entryPage",
  "exitPage",
  "bot"
})
public record SessionRow(
    String address,
    String userAgent,
    long start,
    long end,
    long requests,
    long bytes,
    String entryPage,
    String exitPage,
    boolean bot)
    implements Comparable<SessionRow> {
  private static final ObjectWriter WRITER = new ObjectMapper().writerFor(SessionRow.class);
  private static final ObjectReader READER = new ObjectMapper().readerFor(SessionRow.class);

  /** No two sessions of a visitor begin at one time, so this is an identity too. */
  private static final Comparator<SessionRow> BY_START_AND_VISITOR =
      Comparator.comparingLong(SessionRow::start)
          .thenComparing(SessionRow::address)
          .thenComparing(SessionRow::userAgent);

  /** Reads one record; a field that is unknown is an error. */
  public static SessionRow fromJson(byte[] json) {
    try {
      return READER.readValue(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String toJson() {
    try {
      return WRITER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By start, then by visitor: two rows that compare as equal speak of one session. */
  @Override
  public int compareTo(SessionRow other) {
    return BY_START_AND_VISITOR.compare(this, other);
  }
}
