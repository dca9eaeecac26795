package dev.drey.server.keeping;

import dev.drey.keeper.tend.Journal;
import dev.drey.keeper.tend.Keeper;
import dev.drey.keeper.tend.LoadCheck;
import dev.drey.server.settings.Settings;
import dev.drey.storage.objects.Credentials;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

/** The keeper's thread within a server. */
public final class Keeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Keeping.class);

  private final Settings.Keeper settings;
  private final String region;
  private final Credentials credentials;
  private final LoadCheck load;
  private final Clock clock;
  private final Journal journal = new LoggedJournal();
  private final Thread thread = new Thread(this::run, "keeper");
  private volatile URI api = URI.create("http://127.0.0.1");

  public Keeping(
      Settings.Keeper settings,
      String region,
      Credentials credentials,
      LoadCheck load,
      Clock clock) {
    this.settings = settings;
    this.region = region;
    this.credentials = credentials;
    this.load = load;
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

  private void run() {
    try {
      Thread.sleep(settings.interval().toMillis());
      try (KinesisAnalyticsV2Client client = client()) {
        var keeper = new Keeper(client, settings.usual(), load, journal, clock, Keeping::sleep);
        while (true) {
          round(keeper);
          Thread.sleep(settings.interval().toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    }
  }

  private static void round(Keeper keeper) throws InterruptedException {
    try {
      keeper.round();
    } catch (SdkException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      log.warn("policies could not be followed, next round: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("policies could not be followed", e);
    }
  }

  private KinesisAnalyticsV2Client client() {
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
