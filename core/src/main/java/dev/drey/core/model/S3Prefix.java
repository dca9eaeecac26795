package dev.drey.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The objects of a bucket whose keys begin alike. */
public record S3Prefix(String bucketArn, String keyPrefix) {
  private static final Pattern BUCKET = Pattern.compile("arn:[a-z-]+:s3:::([^/:]+)");

  public S3Prefix {
    if (!BUCKET.matcher(bucketArn).matches()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "not the ARN of a bucket: " + bucketArn + "; one looks like arn:aws:s3:::BUCKET");
    }
  }

  public String bucket() {
    Matcher matcher = BUCKET.matcher(bucketArn);
    return matcher.matches() ? matcher.group(1) : bucketArn;
  }

  /** What is copied there by one operation: the service appends the operation's id and no more. */
  public S3Prefix exportedBy(OperationId operation) {
    return new S3Prefix(bucketArn, keyPrefix + operation);
  }

  @Override
  public String toString() {
    return "s3://" + bucket() + "/" + keyPrefix;
  }
}
