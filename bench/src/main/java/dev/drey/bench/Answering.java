package dev.drey.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as the JVMs of many applications would that are asked for their numbers: at a port each,
 * with what real ones have told, by the server that Flink's reporter uses.
 */
public final class Answering {
  private static final int THREADS = 4;

  private Answering() {}

  /**
   * Says at which ports, two for each application, and answers until its input ends.
   *
   * @param arguments how many applications, and the files with what a JobManager and a TaskManager
   *     have told
   */
  public static void main(String... arguments) throws IOException {
    int applications = Integer.parseInt(arguments[0]);
    byte[] jobManager = Files.readAllBytes(Path.of(arguments[1]));
    byte[] taskManager = Files.readAllBytes(Path.of(arguments[2]));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              var thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < applications; i++) {
      System.out.println(port(jobManager, threads) + " " + port(taskManager, threads));
    }
    while (System.in.read() >= 0) {
      // it says nothing that matters
    }
    System.exit(0);
  }

  private static int port(byte[] told, ExecutorService threads) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, told.length);
          try (var body = exchange.getResponseBody()) {
            body.write(told);
          }
        });
    server.start();
    return server.getAddress().getPort();
  }
}
