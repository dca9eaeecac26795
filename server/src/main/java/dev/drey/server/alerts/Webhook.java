package dev.drey.server.alerts;

import dev.drey.core.health.Alarms.Notice;
import dev.drey.core.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts each notice to one address, signed, in their order, and again and again until it is taken
 * or too old.
 */
public final class Webhook implements Consumer<Notice>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final int MOST_WAITING = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI address;
  private final Secret secret;
  private final Retries retries;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final BlockingQueue<Notice> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread thread = new Thread(this::send, "alerts");

  /**
   * How it is tried again.
   *
   * @param first the pause after the first time; each is twice the last
   * @param longest the longest pause
   * @param giveUp how old a notice may become
   */
  public record Retries(Duration first, Duration longest, Duration giveUp) {
    public static final Retries USUAL =
        new Retries(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(6));

    Duration after(Duration pause) {
      Duration twice = pause.multipliedBy(2);
      return twice.compareTo(longest) < 0 ? twice : longest;
    }
  }

  public Webhook(URI address, Secret secret, Retries retries, Clock clock) {
    this.address = address;
    this.secret = secret;
    this.retries = retries;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** From here on it posts what it is given. */
  public void start() {
    thread.start();
  }

  /** Never waits. */
  @Override
  public void accept(Notice notice) {
    if (!waiting.offer(notice)) {
      LOG.warn("too many alerts wait to be posted: one is let go alert={}", notice.id());
    }
  }

  private void send() {
    try {
      while (true) {
        deliver(waiting.take());
      }
    } catch (InterruptedException e) {
      // closed: what still waits is told by the next server, if it is still so
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Notice notice) throws InterruptedException {
    byte[] body = Letter.of(notice);
    Duration pause = retries.first();
    String trouble = post(notice, body);
    while (!trouble.isEmpty()) {
      if (notice.at().plus(retries.giveUp()).isBefore(clock.instant())) {
        LOG.warn("an alert could not be posted: {} alert={}", trouble, notice.id());
        return;
      }
      Thread.sleep(pause.toMillis());
      pause = retries.after(pause);
      trouble = post(notice, body);
    }
  }

  /**
   * What stood in the way; nothing if it was taken. Signed anew each time, since time is signed.
   */
  private String post(Notice notice, byte[] body) throws InterruptedException {
    Instant now = clock.instant();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Drey-Delivery", notice.id() + "/" + notice.state())
            .header("Drey-Signature", Letter.signature(secret, now, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
      return answer.statusCode() / 100 == 2 ? "" : "it was answered " + answer.statusCode();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
