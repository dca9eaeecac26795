package dev.drey.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An object store that keeps versions, where moto is installed; tests that need it are left out
 * elsewhere.
 */
public final class MotoServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private MotoServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static MotoServer start() throws Exception {
    needsMoto();
    int port = freePort();
    var moto =
        new MotoServer(
            new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start(),
            port);
    try {
      await().atMost(Duration.ofMinutes(2)).until(moto::listens);
    } catch (RuntimeException e) {
      moto.close();
      throw e;
    }
    return moto;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Nothing is left out where it counts. */
  private static void needsMoto() throws InterruptedException {
    boolean there = isThere();
    if (!there) {
      System.err.println("LEFT OUT: there is no moto_server here (pip install 'moto[server]')");
      assertThat(System.getenv("CI")).as("whether this is CI, which needs it").isNotEqualTo("true");
    }
    assumeTrue(there, "no moto_server");
  }

  private static boolean isThere() throws InterruptedException {
    try {
      Process asked =
          new ProcessBuilder("moto_server", "--help")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return asked.waitFor(120, TimeUnit.SECONDS) && asked.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    assertThat(process.isAlive()).as("moto_server runs").isTrue();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
