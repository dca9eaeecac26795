package dev.drey.demo;

import java.util.OptionalLong;

/**
 * How far it is at one moment. What Flink alone knows is empty while it does not answer.
 *
 * @param what what happens just now, in a few words
 */
record Progress(
    String what,
    long linesRead,
    long linesInAll,
    long linesPerSecond,
    long lag,
    OptionalLong sessionsOpen,
    long sessionsClosed,
    long bots,
    OptionalLong checkpoints) {

  int percent() {
    return linesInAll == 0 ? 100 : (int) (100 * linesRead / linesInAll);
  }
}
