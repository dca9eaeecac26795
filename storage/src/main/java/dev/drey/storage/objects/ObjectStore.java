package dev.drey.storage.objects;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where buckets are, and who we are there. A connection is made when it is first needed.
 *
 * <p>By Apache's client, here and wherever a bucket is written: the JDK's, when it asks before it
 * sends (Expect: 100-continue) on a connection that the store has closed meanwhile, fails in a way
 * that the SDK does not try again.
 */
public final class ObjectStore implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Supplier<URI> endpoint;
  private final String region;
  private final Optional<Credentials> credentials;

  /** Made at the first use: guarded by this. */
  private Optional<S3Client> client = Optional.empty();

  /**
   * @param credentials absent for what AWS's clients find by themselves: environment, profile, role
   */
  public ObjectStore(URI endpoint, String region, Optional<Credentials> credentials) {
    this(() -> endpoint, region, credentials);
  }

  /**
   * @param endpoint may wait until there is one
   */
  ObjectStore(Supplier<URI> endpoint, String region, Optional<Credentials> credentials) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
  }

  URI endpoint() {
    return endpoint.get();
  }

  /** The connection, for as long as this is open. */
  public synchronized S3Client client() {
    if (client.isEmpty()) {
      client = Optional.of(connect());
    }
    return client.get();
  }

  private S3Client connect() {
    return S3Client.builder()
        .endpointOverride(endpoint())
        .region(Region.of(region))
        .credentialsProvider(provider())
        .forcePathStyle(true)
        .httpClientBuilder(
            ApacheHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER))
        .build();
  }

  private AwsCredentialsProvider provider() {
    return credentials
        .<AwsCredentialsProvider>map(
            key ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.keyId(), key.secret())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  @Override
  public synchronized void close() {
    client.ifPresent(S3Client::close);
    client = Optional.empty();
  }
}
