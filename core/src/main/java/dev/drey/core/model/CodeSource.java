package dev.drey.core.model;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/** Where a caller says the code of an application is. */
public sealed interface CodeSource {

  /** An object in a bucket. */
  record S3(String bucketArn, String key, Optional<String> objectVersion) implements CodeSource {
    private static final String PREFIX = "arn:aws:s3:::";

    public S3 {
      objectVersion = objectVersion.filter(version -> !version.isEmpty()); // as clients say "none"
      if (!bucketArn.startsWith(PREFIX) || bucketArn.length() == PREFIX.length()) {
        throw new Refused(
            Reason.INVALID_ARGUMENT,
            "not the ARN of a bucket: " + bucketArn + "; one looks like " + PREFIX + "BUCKET");
      }
    }

    public String bucket() {
      return bucketArn.substring(PREFIX.length());
    }

    /** As people write it. */
    public String uri() {
      return "s3://" + bucket() + "/" + key;
    }
  }

  /** The bytes themselves, sent with the request. */
  final class Inline implements CodeSource {
    private final byte[] bytes;

    public Inline(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
