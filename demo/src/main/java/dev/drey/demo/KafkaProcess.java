package dev.drey.demo;

import java.io.IOException;
import kafka.Kafka;

/**
 * What runs in Kafka's JVM: the server, and a watch on standard input. When the demo is gone,
 * however it went, the pipe between them ends and Kafka goes too; one byte through it, and Kafka
 * stays.
 */
final class KafkaProcess {
  private KafkaProcess() {}

  public static void main(String[] arguments) {
    var watch = new Thread(KafkaProcess::exitWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Kafka.main(arguments);
  }

  private static void exitWithParent() {
    try {
      if (System.in.read() >= 0) {
        return;
      }
    } catch (IOException e) {
      // A broken pipe is an end like any other.
    }
    System.exit(0);
  }
}
