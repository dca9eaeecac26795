package dev.drey.keeper.artifacts;

import dev.drey.keeper.artifacts.CodeUse.NamedCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The few calls to a bucket of the user's. */
final class Bucket {
  private static final int GONE = 404;
  private static final int CHANGED = 412;

  private final S3Client client;
  private final String name;

  Bucket(S3Client client, String name) {
    this.client = client;
    this.name = name;
  }

  /** All marks, by their place. */
  Map<String, MarkedObject> marks() {
    Map<String, MarkedObject> marks = new HashMap<>();
    for (S3Object mark :
        client
            .listObjectsV2Paginator(request -> request.bucket(name).prefix(MarkedObject.FOLDER))
            .contents()) {
      String text =
          client.getObjectAsBytes(request -> request.bucket(name).key(mark.key())).asUtf8String();
      marks.put(mark.key(), MarkedObject.read(name, text));
    }
    return marks;
  }

  void mark(MarkedObject marked) {
    client.putObject(
        request -> request.bucket(name).key(MarkedObject.place(marked.object())),
        RequestBody.fromBytes(marked.written().getBytes(StandardCharsets.UTF_8)));
  }

  void unmark(String place) {
    client.deleteObject(request -> request.bucket(name).key(place));
  }

  /** What lies there now, if it is what the version named: what came later is not ours to judge. */
  Optional<MarkedObject> look(NamedCode code, Instant now) {
    try {
      HeadObjectResponse head =
          client.headObject(
              request -> {
                request.bucket(name).key(code.object().key());
                code.object().version().ifPresent(request::versionId);
              });
      String etag = head.eTag().replace("\"", "");
      if (!isSame(code, head, etag)) {
        return Optional.empty();
      }
      return Optional.of(
          new MarkedObject(
              code.object(),
              etag,
              Optional.ofNullable(head.versionId()).filter(it -> !it.equals("null")),
              head.contentLength(),
              now));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == GONE || e.statusCode() == 405) { // a marker of a deletion answers so
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Of an upload in one part the ETag is the hash; of others the size has to do. */
  private static boolean isSame(NamedCode code, HeadObjectResponse head, String etag) {
    if (code.object().version().isPresent()) {
      return true;
    }
    if (code.md5().isPresent() && etag.matches("[0-9a-f]{32}")) {
      return etag.equalsIgnoreCase(code.md5().get());
    }
    return code.size().filter(size -> size.equals(head.contentLength())).isPresent();
  }

  /** Deletes this very version, or what has this very ETag; whether it was still there. */
  boolean delete(MarkedObject marked) {
    try {
      client.deleteObject(
          request -> {
            request.bucket(name).key(marked.object().key());
            marked
                .versionId()
                .ifPresentOrElse(
                    request::versionId, () -> request.ifMatch('"' + marked.etag() + '"'));
          });
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == GONE || e.statusCode() == CHANGED) {
        return false;
      }
      throw e;
    }
  }
}
