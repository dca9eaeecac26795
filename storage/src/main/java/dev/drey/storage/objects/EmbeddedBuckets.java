package dev.drey.storage.objects;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * The object store that Drey brings itself: buckets as directories, each account's by themselves,
 * on this machine only.
 */
public final class EmbeddedBuckets implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /** Three or so listen; the others answer one request each. */
  private static final int THREADS = 8;

  /** Linux' usual range of ports for outgoing connections begins there. */
  private static final int LOWEST_OUTGOING = 32_768;

  private static final int LOWEST = 20_000;
  private static final int ATTEMPTS = 50;
  private static final int BINDINGS = 50;
  private static final Duration BETWEEN_BINDINGS = Duration.ofMillis(100);

  private final Path directory;
  private final int port;
  private final AccountBuckets accounts;
  private final CompletableFuture<S3Proxy> server = new CompletableFuture<>();
  private final CompletableFuture<URI> endpoint = new CompletableFuture<>();

  /**
   * @param port to listen on; 0 for any that is free
   */
  public EmbeddedBuckets(Path directory, int port, Keyring keys) {
    this.directory = directory.toAbsolutePath(); // of a relative one S3Proxy lists nothing
    this.port = port;
    this.accounts = new AccountBuckets(this.directory, keys);
  }

  /**
   * Takes the port, and comes up in a thread of its own.
   *
   * @throws Unavailable if the port is taken, or the directory cannot be made
   */
  public void start() {
    ServerSocket held = hold();
    endpoint.complete(URI.create("http://" + LOOPBACK + ":" + held.getLocalPort()));
    var thread = new Thread(() -> comeUp(held), "buckets");
    thread.setDaemon(true);
    thread.start();
  }

  /** The port is held until S3Proxy takes it itself, so that nobody else is given it meanwhile. */
  private ServerSocket hold() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new Unavailable("the buckets' directory " + directory + " cannot be made: " + e, e);
    }
    try {
      return port == 0 ? anyFree() : bound(port);
    } catch (IOException e) {
      throw new Unavailable(
          "the object store cannot listen on "
              + LOOPBACK
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); end what listens there, or choose another port",
          e);
    }
  }

  /**
   * Below those that the system gives to outgoing connections, which could take it in the moment
   * between the holding and S3Proxy's own binding.
   */
  private static ServerSocket anyFree() throws IOException {
    for (int each : new SecureRandom().ints(ATTEMPTS, LOWEST, LOWEST_OUTGOING).toArray()) {
      try {
        return bound(each);
      } catch (BindException taken) {
        // the next may be free
      }
    }
    return bound(0);
  }

  private static ServerSocket bound(int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void comeUp(ServerSocket held) {
    try {
      S3Proxy first = proxy(); // which takes a while: the port is held meanwhile
      held.close();
      server.complete(started(first));
    } catch (Exception e) { // whatever it is, it is told to those who wait
      server.completeExceptionally(
          new Unavailable("the object store on " + endpoint() + " did not come up: " + e, e));
    }
  }

  private S3Proxy proxy() {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(accounts.nobodys())
            .endpoint(endpoint())
            .awsAuthentication(AuthenticationType.AWS_V4, "", "") // the locator knows the keys
            .ignoreUnknownHeaders(true)
            .metricsEnabled(false)
            .jettyMaxThreads(THREADS)
            .v4MaxNonChunkedRequestSize(largestBuffered())
            .stopTimeout(0) // or it waits two seconds for connections that are merely kept open
            .build();
    proxy.setBlobStoreLocator(accounts);
    return proxy;
  }

  /**
   * Clients know the port already, so this waits for it. A process that is being spawned has
   * inherited the socket that held it, and closes it only when it comes to run.
   */
  private S3Proxy started(S3Proxy first) throws Exception {
    S3Proxy proxy = first;
    for (int binding = 1; ; binding++) {
      try {
        proxy.start();
        return proxy;
      } catch (IOException taken) {
        proxy.stop(); // or its threads stay
        if (binding == BINDINGS) {
          throw taken;
        }
        Thread.sleep(BETWEEN_BINDINGS.toMillis());
        proxy = proxy();
      }
    }
  }

  /**
   * S3Proxy holds a body that was signed as a whole in memory to check it, which is how boto3 and
   * the CLI send one without TLS: a part of 8 MiB each time, but all of it with a plain PutObject.
   * One that is larger is refused (MaxMessageLengthExceeded); an upload in parts always works.
   */
  private static long largestBuffered() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /** Where it will be; known as soon as it was started. */
  public URI endpoint() {
    return endpoint.join();
  }

  /**
   * Waits until it answers.
   *
   * @throws Unavailable if it did not come up
   */
  public void awaitReady() {
    try {
      server.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Unavailable trouble ? trouble : e;
    }
  }

  /** This store as the key opens it. Who reads from it waits for it where they are early. */
  public ObjectStore store(String region, Credentials key) {
    return new ObjectStore(
        () -> {
          awaitReady();
          return endpoint();
        },
        region,
        Optional.of(key));
  }

  @Override
  public void close() {
    if (!endpoint.isDone()) {
      return;
    }
    try {
      server.join().stop();
    } catch (CompletionException e) {
      return; // it never came up
    } catch (Exception e) {
      throw new IllegalStateException("the object store did not stop", e);
    }
  }
}
