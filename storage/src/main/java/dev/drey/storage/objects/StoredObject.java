package dev.drey.storage.objects;

import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The object a caller named, and what it means to the caller when it cannot be read. */
final class StoredObject {
  private final ObjectStore store;
  private final CodeSource.S3 source;

  StoredObject(ObjectStore store, CodeSource.S3 source) {
    this.store = store;
    this.source = source;
  }

  /**
   * @throws Refused if it is not there for us
   * @throws Unavailable if the store does not answer
   */
  ResponseInputStream<GetObjectResponse> open() {
    try {
      ResponseInputStream<GetObjectResponse> object =
          store
              .client()
              .getObject(
                  request -> {
                    request.bucket(source.bucket()).key(source.key());
                    source.objectVersion().ifPresent(request::versionId);
                  });
      checkVersion(object);
      return object;
    } catch (S3Exception e) {
      throw meaning(e);
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  /** A store without versions may ignore that one was asked for. */
  private void checkVersion(ResponseInputStream<GetObjectResponse> object) {
    if (source.objectVersion().isPresent()
        && !source.objectVersion().get().equals(object.response().versionId())) {
      object.abort();
      throw noVersions();
    }
  }

  private RuntimeException meaning(S3Exception e) {
    int status = e.statusCode();
    if (status == 501 && source.objectVersion().isPresent()) {
      return noVersions();
    }
    if (status >= 500 || status == 408 || status == 429) {
      return unavailable(e);
    }
    return new Refused(
        Reason.INVALID_ARGUMENT,
        "Please check the role provided or validity of S3 location you provided. We are unable to"
            + " get the specified fileKey: "
            + source.key()
            + " in the specified bucket: "
            + source.bucket()
            + ": "
            + missing(e));
  }

  private String missing(S3Exception e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    return switch (code) {
      case "NoSuchBucket" -> "there is no such bucket at " + store.endpoint();
      case "NoSuchKey" -> "there is no such object in that bucket";
      case "NoSuchVersion" ->
          "that object has no version " + source.objectVersion().orElse("of that name");
      case "AccessDenied" -> "the store does not let this server read it (AccessDenied)";
      default -> "the store at " + store.endpoint() + " answered " + e.statusCode() + " " + code;
    };
  }

  private Refused noVersions() {
    return new Refused(
        Reason.INVALID_ARGUMENT,
        this
            + " was asked for in version "
            + source.objectVersion().orElseThrow()
            + ", but the store at "
            + store.endpoint()
            + " keeps no versions of it; leave ObjectVersion out, or give each upload a key of its"
            + " own");
  }

  Unavailable unavailable(Exception e) {
    return new Unavailable(
        "the object store at "
            + store.endpoint()
            + " could not be asked for "
            + this
            + " ("
            + e.getMessage()
            + "); see that it runs and can be reached, and try again",
        e);
  }

  @Override
  public String toString() {
    return source.uri();
  }
}
