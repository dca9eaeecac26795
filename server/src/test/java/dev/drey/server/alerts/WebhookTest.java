package dev.drey.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drey.core.control.HeldClock;
import dev.drey.core.health.Ailment;
import dev.drey.core.health.Alarms.Notice;
import dev.drey.core.health.Alarms.Subject;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhookTest {
  private static final Secret SECRET = new Secret("between us");

  private final HeldClock clock = new HeldClock();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private HttpServer receiver;
  private Webhook webhook;

  private record Received(String signature, String delivery, String body) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
    webhook =
        new Webhook(
            URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts"),
            SECRET,
            new Webhook.Retries(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofHours(1)),
            clock);
    webhook.start();
  }

  @AfterEach
  void close() {
    webhook.close();
    receiver.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(
        new Received(
            exchange.getRequestHeaders().getFirst("Drey-Signature"),
            exchange.getRequestHeaders().getFirst("Drey-Delivery"),
            body));
    Integer status = answers.poll();
    exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    exchange.close();
  }

  @Test
  void a_notice_is_posted_with_its_next_step_and_a_signature_of_it() throws Exception {
    webhook.accept(notice(Ailment.DISK_SHORT, Notice.State.RAISED));

    Received post = next();
    assertThat(post.json().path("State").asText()).isEqualTo("RAISED");
    assertThat(post.json().path("Alert").asText()).isEqualTo("DISK_SHORT");
    assertThat(post.json().path("ApplicationName").asText()).isEqualTo("clicks");
    assertThat(post.json().path("Says").asText()).isEqualTo("as it says");
    assertThat(post.json().path("NextStep").asText()).isEqualTo(Ailment.DISK_SHORT.nextStep());
    assertThat(post.signature())
        .startsWith("t=" + clock.instant().getEpochSecond() + ",v1=")
        .isEqualTo(Letter.signature(SECRET, clock.instant(), bytes(post.body())))
        .isNotEqualTo(Letter.signature(new Secret("other"), clock.instant(), bytes(post.body())))
        .isNotEqualTo(Letter.signature(SECRET, clock.instant().plusSeconds(1), bytes(post.body())));
  }

  /** By hand: {@code printf '1.{}' | openssl dgst -sha256 -hmac secret}. */
  @Test
  void a_signature_is_what_any_other_program_computes() {
    assertThat(Letter.signature(new Secret("secret"), Instant.ofEpochSecond(1), bytes("{}")))
        .isEqualTo("t=1,v1=1122767b193110cfec322b6f199b599edbf608ed087f2d27afb0b97d99523908");
  }

  @Test
  void what_is_not_taken_is_posted_again_and_the_order_stays() throws Exception {
    answers.add(500);
    answers.add(302);
    answers.add(429);

    webhook.accept(notice(Ailment.NO_CHECKPOINT, Notice.State.RAISED));
    webhook.accept(notice(Ailment.NO_CHECKPOINT, Notice.State.CLEARED));

    for (int i = 0; i < 4; i++) {
      assertThat(next().delivery()).startsWith("clicks/NO_CHECKPOINT/").endsWith("/RAISED");
    }
    assertThat(next().delivery()).endsWith("/CLEARED");
    assertThat(received.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void what_is_too_old_is_let_go() throws Exception {
    answers.add(500);
    webhook.accept(notice(Ailment.LAG_GROWS, Notice.State.RAISED));
    clock.forward(Duration.ofHours(2));
    webhook.accept(notice(Ailment.LAG_GROWS, Notice.State.CLEARED));

    Received last = next();
    while (last.delivery().endsWith("/RAISED")) {
      last = next();
    }

    assertThat(last.delivery()).endsWith("/CLEARED");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Received next() throws InterruptedException {
    Received next = received.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("a post").isNotNull();
    return next;
  }

  private Notice notice(Ailment ailment, Notice.State state) {
    var application = new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));
    return new Notice(
        state, new Subject(application, ailment), "as it says", clock.instant(), clock.instant());
  }
}
