package dev.drey.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Listens on one port, and takes each request to the part that answers it. */
public final class HttpServer implements AutoCloseable {
  private static final int MOST_THREADS = 64;
  private static final int FEWEST_THREADS = 6;

  private final Listen listen;
  private final Javalin javalin;

  public HttpServer(Listen listen, List<Consumer<RoutesConfig>> parts) {
    this.listen = listen;
    this.javalin = Javalin.create(config -> configure(config, parts));
  }

  private static void configure(JavalinConfig config, List<Consumer<RoutesConfig>> parts) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    var threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    parts.forEach(part -> part.accept(config.routes));
  }

  /**
   * Opens the port.
   *
   * @throws CannotListen when somebody else has it
   */
  public void start() {
    try {
      checkFree();
      javalin.start(listen.host(), listen.port());
    } catch (IOException | JavalinBindException e) {
      throw new CannotListen(
          "Port %d on %s cannot be had: %s. Choose another with --port; 0 takes a free one."
              .formatted(listen.port(), listen.host(), e.getMessage()),
          e);
    }
  }

  /** Javalin would write a stack to the log before it throws; this says the same without. */
  private void checkFree() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(listen.host(), listen.port()));
    }
  }

  /** The port that is open now, also where any free one was asked for. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
