package dev.drey.runtime.state;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** State in a bucket. */
public final class S3StateFolder implements StateFolder {
  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  /**
   * @param prefix before every key; may be empty, and otherwise ends with a slash
   */
  public S3StateFolder(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public String uri(String path) {
    return "s3://" + bucket + "/" + prefix + path;
  }

  @Override
  public List<String> children(String folder) {
    String below = prefix + folder + "/";
    return asking(
        () -> {
          List<String> names = new ArrayList<>();
          for (var page :
              s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(below).delimiter("/"))) {
            page.commonPrefixes().stream()
                .map(CommonPrefix::prefix)
                .map(found -> found.substring(below.length(), found.length() - 1))
                .forEach(names::add);
            page.contents().stream()
                .map(S3Object::key)
                .map(key -> key.substring(below.length()))
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
          }
          return names;
        });
  }

  @Override
  public Optional<Instant> written(String file) {
    return asking(
        () -> {
          try {
            return Optional.of(
                s3.headObject(head -> head.bucket(bucket).key(prefix + file)).lastModified());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<byte[]> read(String file) {
    return asking(
        () -> {
          try {
            return Optional.of(
                s3.getObjectAsBytes(get -> get.bucket(bucket).key(prefix + file)).asByteArray());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public OptionalLong size(String file) {
    return asking(
        () -> {
          try {
            return OptionalLong.of(
                s3.headObject(head -> head.bucket(bucket).key(prefix + file)).contentLength());
          } catch (NoSuchKeyException e) {
            return OptionalLong.empty();
          }
        });
  }

  @Override
  public InputStream open(String file) throws IOException {
    Optional<InputStream> object =
        asking(
            () -> {
              try {
                return Optional.of(s3.getObject(get -> get.bucket(bucket).key(prefix + file)));
              } catch (NoSuchKeyException e) {
                return Optional.empty();
              }
            });
    return object.orElseThrow(() -> new NoSuchFileException(uri(file)));
  }

  @Override
  public void write(String file, long size, InputStream content) throws IOException {
    new S3Upload(s3, bucket, prefix + file, size).send(content);
  }

  @Override
  public void deleteFile(String file) {
    asking(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(prefix + file)));
  }

  @Override
  public void delete(String folder) {
    asking(
        () -> {
          for (var page :
              s3.listObjectsV2Paginator(
                  list -> list.bucket(bucket).prefix(prefix + folder + "/"))) {
            deleteAll(page.contents());
          }
          return true;
        });
  }

  /** At most a thousand, as many as a page holds and a request may name. */
  private void deleteAll(List<S3Object> objects) {
    if (objects.isEmpty()) {
      return;
    }
    List<ObjectIdentifier> keys =
        objects.stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    var answer =
        s3.deleteObjects(
            request ->
                request.bucket(bucket).delete(Delete.builder().objects(keys).quiet(true).build()));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      var first = answer.errors().get(0);
      throw new Unavailable(
          "cannot delete s3://" + bucket + "/" + first.key() + ": " + first.message());
    }
  }

  private <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (SdkException e) {
      throw new Unavailable(
          "s3://" + bucket + "/" + prefix + " cannot be reached: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
