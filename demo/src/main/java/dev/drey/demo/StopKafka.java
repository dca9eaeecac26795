package dev.drey.demo;

import java.io.IOException;
import java.nio.file.Path;

/** Ends the Kafka that a demo which was to keep running left in a folder. */
public final class StopKafka {
  private StopKafka() {}

  public static void main(String[] arguments) throws IOException {
    KafkaServer.stopLeftover(Path.of(arguments[0]));
  }
}
