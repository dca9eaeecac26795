package dev.drey.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.drey.demo.LiveReplay.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run came to, for programs to read. Each line is in a session or is malformed, has a bad
 * time stamp or came late.
 *
 * @param elapsedMillis from the first line sent until the last session was out
 * @param snapshot what the state was kept as; left out while the application runs on
 */
record Report(
    long lines,
    long malformed,
    long badTimestamps,
    long late,
    long sessions,
    long botSessions,
    long startMillis,
    long updateMillis,
    long elapsedMillis,
    long linesPerSecond,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String snapshot) {

  static Report of(long lines, Results results, Duration started, Times times) {
    long elapsed = Math.max(1, times.all().toMillis());
    return new Report(
        lines,
        results.deadLetters("malformed"),
        results.deadLetters("bad-time"),
        results.deadLetters("late"),
        results.sessionCount(),
        results.botSessions(),
        started.toMillis(),
        times.update().toMillis(),
        elapsed,
        lines * 1_000 / elapsed,
        "");
  }

  Report withSnapshot(String name) {
    return new Report(
        lines,
        malformed,
        badTimestamps,
        late,
        sessions,
        botSessions,
        startMillis,
        updateMillis,
        elapsedMillis,
        linesPerSecond,
        name);
  }

  void writeTo(Path file) {
    try {
      Files.write(
          file,
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this));
    } catch (IOException e) {
      throw new DemoFailure("cannot write the report to " + file + ": " + e.getMessage(), e);
    }
  }
}
