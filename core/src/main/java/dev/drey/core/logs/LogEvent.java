package dev.drey.core.logs;

/** A line, and which log it stands in. */
public record LogEvent(String log, LogLine line) {

  /** The same whenever it is read. */
  public String id() {
    return log + "/" + line.start().part() + "/" + line.start().offset();
  }
}
