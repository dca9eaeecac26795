package dev.drey.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers of an API who each ask again as soon as they are answered. Asked for so many calls, or
 * for so many seconds; in the body, {@code {next}} counts up and {@code {any}} is drawn from below
 * a number. Prints calls a second and the 50th and 99th percentile of their time in milliseconds.
 *
 * <p>Plain sockets, so that the caller takes little of the machine that is measured; a connection
 * is kept as long as the server keeps it.
 */
public final class Load {
  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;
  private final String head;
  private final String body;
  private final int from;
  private final int below;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger callsLeft;
  private final AtomicLong failed = new AtomicLong();
  private final long until;

  private Load(
      int port, String operation, String body, int from, int below, int calls, double seconds) {
    this.port = port;
    this.head =
        """
        POST / HTTP/1.1
        Host: 127.0.0.1:%d
        Content-Type: application/x-amz-json-1.1
        X-Amz-Target: KinesisAnalytics_20180523.%s
        Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/kinesisanalytics/aws4_request, SignedHeaders=host, Signature=none
        Content-Length: \
        """
            .formatted(port, operation)
            .replace("\n", "\r\n");
    this.body = body;
    this.from = from;
    this.below = below;
    this.callsLeft = new AtomicInteger(calls);
    this.until = System.nanoTime() + (long) (seconds * 1e9);
  }

  /** PORT OPERATION BODY CALLERS FROM BELOW CALLS SECONDS; whichever of the last two is first. */
  public static void main(String... arguments) throws InterruptedException {
    var load =
        new Load(
            Integer.parseInt(arguments[0]),
            arguments[1],
            arguments[2],
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]),
            Integer.parseInt(arguments[6]),
            Double.parseDouble(arguments[7]));
    load.run(Integer.parseInt(arguments[3]));
  }

  private void run(int count) throws InterruptedException {
    List<Caller> callers = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      var caller = new Caller(i);
      callers.add(caller);
      caller.start();
    }
    for (Caller each : callers) {
      each.join();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long[] times =
        callers.stream()
            .flatMapToLong(each -> Arrays.stream(each.times, 0, each.calls))
            .sorted()
            .toArray();
    if (times.length == 0) {
      throw new IllegalStateException("nothing was answered");
    }
    System.out.printf(
        Locale.ROOT,
        "{\"calls\": %d, \"failed\": %d, \"perSecond\": %.2f, \"p50\": %.3f, \"p99\": %.3f}%n",
        times.length,
        failed.get(),
        times.length / seconds,
        times[times.length / 2] / 1e6,
        times[(int) (times.length * 0.99)] / 1e6);
  }

  /** One who waits for the answer, and asks again. */
  private final class Caller extends Thread {
    private final SplittableRandom random;
    private long[] times = new long[1024];
    private int calls;

    Caller(int number) {
      super("caller-" + number);
      this.random = new SplittableRandom(number);
    }

    @Override
    public void run() {
      Connection connection = null;
      while (callsLeft.getAndDecrement() > 0 && System.nanoTime() < until) {
        byte[] request = request();
        long began = System.nanoTime();
        try {
          if (connection == null) {
            connection = new Connection(port);
          }
          Reply reply = connection.ask(request);
          count(System.nanoTime() - began, reply.status());
          if (!reply.kept()) {
            connection.close();
            connection = null;
          }
        } catch (IOException e) {
          failed.incrementAndGet();
          connection = null;
        }
      }
      if (connection != null) {
        connection.close();
      }
    }

    private byte[] request() {
      String text =
          body.replace("{next}", Integer.toString(from + next.getAndIncrement()))
              .replace("{any}", Integer.toString(random.nextInt(below)));
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      return (head + length + "\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private void count(long nanos, int status) {
      if (status != 200) {
        failed.incrementAndGet();
        return;
      }
      if (calls == times.length) {
        times = Arrays.copyOf(times, 2 * calls);
      }
      times[calls++] = nanos;
    }
  }

  private record Reply(int status, boolean kept) {}

  /** As much of HTTP as the two servers speak: a length is given, or chunks are. */
  private static final class Connection {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    Reply ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      String first = line();
      long length = 0;
      boolean chunked = false;
      boolean kept = first.startsWith("HTTP/1.1");
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
        } else if (lower.equals("transfer-encoding: chunked")) {
          chunked = true;
        } else if (lower.equals("connection: close")) {
          kept = false;
        }
      }
      in.skipNBytes(length);
      if (chunked) {
        skipChunks();
      }
      return new Reply(Integer.parseInt(first.substring(9, 12)), kept);
    }

    private void skipChunks() throws IOException {
      long length;
      do {
        length = Long.parseLong(line(), 16);
        in.skipNBytes(length);
        line();
      } while (length > 0);
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new SocketException("the server closed the connection");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
