package dev.drey.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.server.http.auth.Signing;
import dev.drey.server.wire.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no client of the API would send, byte by byte on a socket. Whatever it is, it is refused
 * with few words and no trace of the inside, and the next client is answered.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class HostileClientsTest {
  private static final int MIB = 1 << 20;
  private static final String LIST = "KinesisAnalytics_20180523.ListApplications";
  private static final Duration GRACE = Duration.ofMillis(500);

  @TempDir private static Path folder;

  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    var api =
        new Api(
            Contract.kinesisAnalytics(),
            Map.of(
                "ListApplications",
                request -> JsonNodeFactory.instance.objectNode().set("Asked", request)));
    server =
        new HttpServer(
            new Listen("127.0.0.1", 0),
            List.of(
                Edges.signed(folder, Clock.systemUTC(), new Patience(GRACE, 1 << 20), api)
                    ::routes));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void the_next_client_is_answered() throws IOException {
    assertThat(send(signed("{\"Limit\":5}")))
        .contains(" 200 ")
        .contains("{\"Asked\":{\"Limit\":5}}");
    assertThat(folder.resolve("received").toFile().list()).isNullOrEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "POST\r\n\r\n",
        "POST / HTTP/9.9\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nX-Bad Name: y\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nno colon\r\nContent-Length: 0\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /flink/../credentials HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /flink/%2e%2e/credentials HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /flink/clicks/..;/x HTTP/1.1\r\nHost: x\r\n\r\n",
        "PROPFIND / HTTP/1.1\r\nHost: x\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: x\r\nCookie: hunter2\r\n\r\n"
      })
  void HTTP_that_is_none_is_refused(String request) throws IOException {
    assertRefused(send(request.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void headers_have_an_end() throws IOException {
    String endless = "X-Much: " + "x".repeat(100_000);

    String answer =
        send(
            ("POST / HTTP/1.1\r\nHost: x\r\n" + endless + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));

    assertRefused(answer);
    assertThat(answer).contains(" 431 ");
  }

  @Test
  void a_body_that_is_chunked_wrong_is_refused() throws IOException {
    assertRefused(
        send(
            head("{}")
                .replaceFirst("Content-Length: [0-9]+", "Transfer-Encoding: chunked")
                .concat("zz\r\nnonsense")
                .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_stranger_takes_no_memory_whatever_they_announce() throws IOException {
    String head =
        "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: KinesisAnalytics_20180523.CreateApplication\r\n"
            + "Content-Length: 999999999999\r\n\r\n{";

    String answer = send(head.getBytes(StandardCharsets.UTF_8));

    assertThat(answer).contains(" 413 ").contains("RequestEntityTooLargeException");
  }

  @Test
  void a_body_that_breaks_off_is_answered_or_dropped() throws IOException {
    byte[] whole = signed("{\"Limit\":5}");

    String answer = send(Arrays.copyOf(whole, whole.length - 3));

    assertThat(answer).doesNotContain(" 200 ").doesNotContain("Exception:");
  }

  @Test
  void JSON_may_be_deep_but_not_that_deep() throws IOException {
    String deep = "{\"Unknown\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}";

    assertThat(send(signed(deep))).contains(" 400 ").contains("SerializationException");
    assertThat(send(signed("[".repeat(500_000))))
        .contains(" 400 ")
        .contains("SerializationException");
    assertThat(send(signed("{\"Limit\":" + "9".repeat(500_000) + "}")))
        .contains(" 400 ")
        .contains("SerializationException");
    assertThat(send(signed("{\"" + "k".repeat(500_000) + "\":1}"))).contains(" 400 ");
  }

  @Test
  void a_body_that_is_no_UTF_8_is_refused() throws IOException {
    for (byte[] bad :
        new byte[][] {
          {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
          {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
          {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
          {(byte) 0xfe, (byte) 0xff, 0, '{'},
        }) {
      String answer = send(signed(bad));

      assertThat(answer)
          .satisfiesAnyOf(
              it -> assertThat(it).contains(" 400 ").contains("SerializationException"),
              // an unknown member's name is read over, never shown
              it -> assertThat(it).contains(" 200 ").contains("{\"Asked\":{}}"));
    }
    byte[] inAValue = "{\"NextToken\":\"x?\"}".getBytes(StandardCharsets.UTF_8);
    inAValue[15] = (byte) 0xff;
    assertThat(send(signed(inAValue))).contains(" 400 ").contains("SerializationException");
  }

  @Test
  void a_client_that_hardly_sends_is_not_waited_for() throws IOException {
    byte[] request = signed(" ".repeat(MIB / 2) + "{}");
    long began = System.nanoTime();

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(request, 0, 1_000);
      out.flush();
      String answer = drip(out, request, socket.getInputStream());

      assertThat(answer).contains(" 408 ").contains("RequestTimeoutException");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(GRACE);
  }

  /** One byte at a time, until there is an answer. */
  private static String drip(OutputStream out, byte[] request, InputStream in) throws IOException {
    for (int i = 1_000; i < request.length && in.available() == 0; i++) {
      try {
        out.write(request[i]);
        out.flush();
      } catch (SocketException e) {
        break; // it has hung up
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    return readAll(in);
  }

  /** A head, and what it was signed for. */
  private static String head(String body) {
    return head(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String head(byte[] body) {
    var endpoint = URI.create("http://127.0.0.1:" + server.port());
    Map<String, List<String>> headers =
        new Signing(Instant.now())
            .to(endpoint)
            .target(LIST)
            .key("AKIDEXAMPLE", Edges.SECRET)
            .signed(body)
            .headers();
    return "POST / HTTP/1.1\r\n"
        + headers.entrySet().stream()
            .filter(header -> !header.getKey().equals("content-length"))
            .map(header -> header.getKey() + ": " + header.getValue().get(0) + "\r\n")
            .collect(Collectors.joining())
        + "Content-Length: "
        + body.length
        + "\r\nConnection: close\r\n\r\n";
  }

  private static byte[] signed(String body) throws IOException {
    return signed(body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] signed(byte[] body) throws IOException {
    var request = new ByteArrayOutputStream();
    request.write(head(body).getBytes(StandardCharsets.ISO_8859_1));
    request.write(body);
    return request.toByteArray();
  }

  /** All that the server has to say; a client that sends no more closes its side. */
  private static String send(byte[] request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return readAll(socket.getInputStream());
    }
  }

  private static String readAll(InputStream in) {
    var all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException e) {
      // what came before is the answer
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static void assertRefused(String answer) {
    assertThat(answer).matches(it -> it.isEmpty() || it.matches("(?s)HTTP/1\\.1 (4|5)[0-9]{2} .*"));
    assertThat(answer)
        .doesNotContain("hunter2")
        .doesNotContain("\tat ")
        .doesNotContain("Exception:")
        .doesNotContainIgnoringCase("jetty");
    assertThat(answer.length()).isLessThan(2_000);
  }
}
