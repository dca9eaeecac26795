package dev.drey.keeper.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.tend.Journal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;

/** The keeper as it meets AWS: over HTTP, with what is documented and nothing more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeeperOverHttpTest {
  private static final Map<String, String> TAGS =
      Map.of(
          "drey:snapshots", "every 6h",
          "drey:snapshots.keep", "last 2",
          "drey:snapshots.verify", "all");

  private final MovedClock clock = new MovedClock(Instant.parse("2026-11-22T12:30:00Z"));
  private final List<Journal.Line> lines = new ArrayList<>();
  private final Wire wire = new Wire();
  private FakeAws aws;
  private AwsOverHttp server;
  private KinesisAnalyticsV2Client client;

  /** The keeper's process ended here, and nothing of it ran after. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** How a call is cut. */
  private enum Cut {
    BEFORE_IT_IS_SENT,
    AFTER_IT_WAS_ANSWERED
  }

  /** The way to the service, which ends at a call of one's choosing. */
  private static final class Wire implements SdkHttpClient {
    private final SdkHttpClient real = UrlConnectionHttpClient.create();
    private int calls;
    private int cutAt = -1;
    private Cut cut = Cut.BEFORE_IT_IS_SENT;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      ExecutableHttpRequest prepared = real.prepareRequest(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws java.io.IOException {
          calls++;
          if (calls == cutAt && cut == Cut.BEFORE_IT_IS_SENT) {
            throw new Killed();
          }
          HttpExecuteResponse answer = prepared.call();
          if (calls == cutAt) {
            throw new Killed();
          }
          return answer;
        }

        @Override
        public void abort() {
          prepared.abort();
        }
      };
    }

    @Override
    public void close() {
      real.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    server = new AwsOverHttp(new FakeAws(clock));
    client = client();
    fresh();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    wire.close();
  }

  private void fresh() {
    aws = new FakeAws(clock).with("clicks", TAGS).with("views", TAGS);
    for (int i = 0; i < 4; i++) {
      aws.has(
          "clicks",
          "drey-policy-2026100" + i + "T000000Z",
          SnapshotStatus.READY,
          clock.instant().minus(Duration.ofDays(30 - i)));
    }
    server.serve(aws);
    wire.calls = 0;
  }

  @Test
  void it_asks_for_nothing_that_AWS_does_not_document() throws Exception {
    rounds(2);

    assertThat(server.refused).isEmpty();
    assertThat(aws.taken).hasSize(2);
    assertThat(aws.deleted).hasSize(3);
    assertThat(lines)
        .extracting(Journal.Line::kind)
        .contains(Kind.TAKEN, Kind.DELETED)
        .doesNotContain(Kind.TROUBLE, Kind.REFUSED, Kind.VERIFYING);
  }

  @Test
  void a_kill_at_any_call_loses_and_doubles_nothing() throws Exception {
    rounds(1);
    int calls = wire.calls; // the rounds that follow find everything done
    List<String> expected = left();
    assertThat(calls).isGreaterThan(20);

    for (Cut cut : Cut.values()) {
      for (int at = 1; at <= calls; at++) {
        fresh();
        wire.cut = cut;
        wire.cutAt = at;
        rounds(2);

        assertThat(left()).as("cut at call %d, %s", at, cut).isEqualTo(expected);
        assertThat(aws.taken).as("cut at call %d, %s", at, cut).hasSize(2).doesNotHaveDuplicates();
        assertThat(aws.deleted).as("cut at call %d, %s", at, cut).doesNotHaveDuplicates();
      }
    }
    assertThat(server.refused).isEmpty();
  }

  /** Whoever is killed is started again, and knows nothing of before. */
  private void rounds(int many) throws InterruptedException {
    for (int round = 0; round < many; round++) {
      try {
        new Keeper(
                client, Policy.NONE, LoadCheck.NONE, Verifier.NONE, lines::add, clock, time -> {})
            .round();
      } catch (Killed e) {
        wire.cutAt = -1;
      }
    }
  }

  private List<String> left() {
    List<String> left = new ArrayList<>();
    aws.snapshots("clicks").forEach(name -> left.add("clicks/" + name));
    aws.snapshots("views").forEach(name -> left.add("views/" + name));
    return left;
  }

  private KinesisAnalyticsV2Client client() {
    return KinesisAnalyticsV2Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
        .httpClient(wire)
        .build();
  }
}
