package dev.drey.server.keeping;

import dev.drey.core.control.Applications;
import dev.drey.core.control.Verification;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.keeper.artifacts.BucketPruning;
import dev.drey.keeper.tend.Keeper;
import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.settings.Settings;
import dev.drey.storage.objects.Credentials;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The keeper's thread within a server. Each account that has applications is tended by a client of
 * its own, with a key that this server made for it and that nobody else has.
 */
public final class Keeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Keeping.class);
  private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);

  private final Settings.Keeper settings;
  private final String region;
  private final AccessKeys keys;
  private final Applications applications;
  private final Function<ApplicationId, Optional<String>> load;
  private final Verification verification;
  private final Function<String, S3Client> buckets;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "keeper");
  private volatile URI api = URI.create("http://127.0.0.1");

  /**
   * Nothing is tended yet.
   *
   * @param load why it would be hard on an application to take a snapshot now, if it would
   * @param buckets where an account's code is read from; asked for when it is up
   */
  public Keeping(
      Settings.Keeper settings,
      String region,
      AccessKeys keys,
      Applications applications,
      Function<ApplicationId, Optional<String>> load,
      Verification verification,
      Function<String, S3Client> buckets,
      Clock clock) {
    this.settings = settings;
    this.region = region;
    this.keys = keys;
    this.applications = applications;
    this.load = load;
    this.verification = verification;
    this.buckets = buckets;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Begins after one interval: whoever has just come up has other things to do. */
  public void start(URI address) {
    if (settings.enabled()) {
      api = address.getHost().equals("0.0.0.0") ? local(address) : address;
      thread.start();
    }
  }

  private static URI local(URI address) {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /** One account's client, and the keeper that asks by it. */
  private record Tended(KinesisAnalyticsV2Client client, Keeper keeper, BucketPruning code) {}

  private void run() {
    Instant pruned = Instant.EPOCH;
    Map<String, Tended> accounts = new HashMap<>();
    try {
      while (true) {
        Thread.sleep(settings.interval().toMillis());
        boolean prunes = pruned.plus(BETWEEN_PRUNINGS).isBefore(clock.instant());
        for (String account : accounts()) {
          Tended tended = accounts.computeIfAbsent(account, this::tended);
          round(tended.keeper()::round);
          if (prunes) {
            round(tended.code()::round);
          }
        }
        pruned = prunes ? clock.instant() : pruned;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    } finally {
      accounts.values().forEach(tended -> tended.client().close());
    }
  }

  private List<String> accounts() {
    try {
      return applications.all().stream().map(ApplicationId::account).distinct().sorted().toList();
    } catch (RuntimeException e) {
      log.warn("policies could not be followed, next round: {}", e.getMessage());
      return List.of();
    }
  }

  /** Something that is done again and again. */
  private interface Round {
    void go() throws InterruptedException;
  }

  private static void round(Round round) throws InterruptedException {
    try {
      round.go();
    } catch (SdkException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      log.warn("policies could not be followed, next round: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("policies could not be followed", e);
    }
  }

  private Tended tended(String account) {
    KinesisAnalyticsV2Client client = client(keys.own("keeper", account));
    var journal = new LoggedJournal(account);
    var keeper =
        new Keeper(
            client,
            settings.usualPolicy(),
            name -> load.apply(new ApplicationId(region, account, new ApplicationName(name))),
            new OwnVerifier(region, account, applications, verification),
            journal,
            clock,
            Keeping::sleep);
    return new Tended(
        client, keeper, new BucketPruning(client, buckets.apply(account), journal, clock));
  }

  private KinesisAnalyticsV2Client client(Credentials credentials) {
    return KinesisAnalyticsV2Client.builder()
        .endpointOverride(api)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(credentials.keyId(), credentials.secret())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
