package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where alerts are posted to; what is not signed with the secret it does not take. */
final class Inbox implements AutoCloseable {
  private final HttpServer server;
  private final String secret;
  private final BlockingQueue<JsonNode> taken = new LinkedBlockingQueue<>();

  Inbox(String secret) throws IOException {
    this.secret = secret;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String signature = exchange.getRequestHeaders().getFirst("Drey-Signature");
    boolean genuine = signature != null && signature.equals(signed(signature, body));
    if (genuine) {
      taken.add(new ObjectMapper().readTree(body));
    }
    exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
    exchange.close();
  }

  /** As the page about alerts says. */
  private String signed(String signature, byte[] body) {
    String time = signature.replaceFirst("^t=([0-9]+),.*", "$1");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The next one of a kind; others, which tell of the machine that tests run on, are passed over.
   */
  JsonNode next(String alert) {
    try {
      JsonNode next = taken.poll(Drey.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      while (next != null && !next.path("Alert").asText().equals(alert)) {
        next = taken.poll(Drey.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(next).as("a post of " + alert).isNotNull();
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
