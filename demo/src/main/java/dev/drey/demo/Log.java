package dev.drey.demo;

import dev.drey.demo.truth.GeneratedDay;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is replayed: its number of lines, and the lines as often as they are wanted. */
record Log(long size, Supplier<Stream<byte[]>> lines) {

  static Log of(GeneratedDay day) {
    return new Log(day.lines(), day::stream);
  }

  /** The files, oldest first however they were named: in another order their lines were late. */
  static Log of(List<Path> files) {
    List<LogFile> inOrder =
        files.stream().map(LogFile::new).sorted(Comparator.comparing(Log::firstTime)).toList();
    Supplier<Stream<byte[]>> lines = () -> inOrder.stream().flatMap(LogFile::lines);
    try (Stream<byte[]> all = lines.get()) {
      return new Log(all.count(), lines);
    }
  }

  private static Instant firstTime(LogFile file) {
    try (Stream<byte[]> lines = file.lines()) {
      return lines.limit(1_000).flatMap(line -> time(line)).findFirst().orElse(Instant.MAX);
    }
  }

  private static Stream<Instant> time(byte[] line) {
    var time = new NewestTime();
    time.see(line);
    return time.get().stream();
  }
}
