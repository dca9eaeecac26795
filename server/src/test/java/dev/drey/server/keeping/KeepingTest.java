package dev.drey.server.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Admission;
import dev.drey.core.control.FakeFlink;
import dev.drey.core.control.HashedArtifacts;
import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.Reconciler;
import dev.drey.core.control.RoomyMachine;
import dev.drey.core.control.Verification;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Version;
import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeepingTest {
  private static final Pattern KEY = Pattern.compile("Credential=(\\w+)/");

  @TempDir private Path folder;
  private final Set<String> askedBy = ConcurrentHashMap.newKeySet();
  private final InMemoryApplications applications = new InMemoryApplications();
  private HttpServer api;

  @BeforeEach
  void listen() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          Matcher key = KEY.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
          if (key.find()) {
            askedBy.add(key.group(1));
          }
          byte[] none = "{\"ApplicationSummaries\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  @Test
  void every_account_is_tended_with_a_key_of_its_own() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("credentials"),
            "[default]\naws_access_key_id = A\naws_secret_access_key = a\n");
    AccessKeys keys = AccessKeys.of(file, "000000000000");
    create("000000000000");
    create("111122223333");

    try (var reconciler = reconciler();
        var verification = verification(reconciler);
        S3Client buckets = buckets();
        var keeping =
            new Keeping(
                new Settings.Keeper(true, Duration.ofMillis(10), Map.of()),
                "us-east-1",
                keys,
                applications,
                id -> Optional.empty(),
                verification,
                account -> buckets,
                Clock.systemUTC())) {
      keeping.start(URI.create("http://127.0.0.1:" + api.getAddress().getPort()));

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(askedBy.stream().map(keys::account).toList())
                      .containsExactlyInAnyOrder("000000000000", "111122223333"));
    }
    assertThat(askedBy).doesNotContain("A");
    assertThat(Files.readString(file)).doesNotContain(askedBy.iterator().next());
  }

  private Reconciler reconciler() {
    return new Reconciler(
        applications,
        new FakeFlink(),
        new KeptCode(applications, new HashedArtifacts()),
        Clock.systemUTC());
  }

  private Verification verification(Reconciler reconciler) {
    return new Verification(
        applications,
        exhibit -> new Proof(Instant.EPOCH, 0, 0, Optional.empty(), Optional.empty()),
        new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
        reconciler,
        Clock.systemUTC());
  }

  private static S3Client buckets() {
    return S3Client.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .endpointOverride(URI.create("http://127.0.0.1:1"))
        .build();
  }

  private void create(String account) {
    var application =
        new Application(
            new ApplicationId("us-east-1", account, new ApplicationName("clicks")),
            "u" + account,
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            0,
            Map.of(),
            Optional.empty(),
            "06:00",
            Ready.NEW,
            1);
    applications.create(
        application,
        Version.first(
            Configuration.defaults(FakeFlink.ENVIRONMENT, "arn:aws:iam::0:role/r"), Instant.EPOCH));
  }
}
