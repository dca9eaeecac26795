package dev.drey.sessionize;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A closed session, as it is written out. Times are epoch milliseconds of first and last request.
 */
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
public record Session(
    String address,
    String userAgent,
    long start,
    long end,
    long requests,
    long bytes,
    String entryPage,
    String exitPage,
    boolean bot) {}
