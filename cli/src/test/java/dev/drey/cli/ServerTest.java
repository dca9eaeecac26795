package dev.drey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerTest {
  @TempDir private Path home;

  @Test
  void its_own_object_store_knows_its_key() throws IOException {
    Server server = server("");

    try (S3Client objects = server.objects()) {
      assertThat(objects.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_1);
      assertThat(keyOf(objects)).isEqualTo("of-home");
    }
  }

  @Test
  void another_object_store_is_asked_in_its_region_with_its_key() throws IOException {
    Path file = key("of-store");
    Server server =
        server(", \"s3Region\": \"us-west-2\", \"s3Credentials\": \"%s\"".formatted(file));

    try (S3Client objects = server.objects()) {
      assertThat(objects.serviceClientConfiguration().region()).isEqualTo(Region.US_WEST_2);
      assertThat(objects.serviceClientConfiguration().endpointOverride())
          .contains(URI.create("http://127.0.0.1:2"));
      assertThat(keyOf(objects)).isEqualTo("of-store");
    }
  }

  private static String keyOf(S3Client objects) {
    return objects
        .serviceClientConfiguration()
        .credentialsProvider()
        .resolveIdentity()
        .join()
        .accessKeyId();
  }

  private Server server(String more) throws IOException {
    Files.writeString(
        home.resolve("endpoints.json"),
        """
        {"kinesisAnalytics": "http://127.0.0.1:1", "s3": "http://127.0.0.1:2", "region": "eu-west-1",
         "credentials": "%s"%s}
        """
            .formatted(key("of-home"), more));
    return Server.of(home);
  }

  private Path key(String id) throws IOException {
    return Files.writeString(
        home.resolve(id),
        "[default]\naws_access_key_id = %s\naws_secret_access_key = secret\n".formatted(id));
  }
}
