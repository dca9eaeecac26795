package dev.drey.core.logs;

import java.util.Optional;

/**
 * What one process has logged: lines in the order it wrote them, which is nearly that of their
 * times. Parts that are too old may be gone at any moment; what is read goes on with what is left.
 */
public interface ProcessLog {

  /** How far a line may stand from where its time would put it: threads wait, collectors pause. */
  long DISORDER_MILLIS = 1_000;

  /** Unique among all logs there are. */
  String name();

  /** How much there is, in bytes. */
  long size();

  /** After the newest line. */
  LogPosition end();

  /**
   * Before the first line that was written at this time or later, and not far before it.
   *
   * @param millis since 1970
   */
  LogPosition at(long millis);

  /** Lines from here on, the next one first. */
  Lines after(LogPosition position);

  /** Lines up to here, the last one first. */
  Lines before(LogPosition position);

  /** Lines one after the other. */
  interface Lines extends AutoCloseable {
    /** Empty where there is none, or none yet. */
    Optional<LogLine> next();

    @Override
    void close();
  }
}
