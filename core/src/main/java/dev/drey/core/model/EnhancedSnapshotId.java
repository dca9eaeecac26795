package dev.drey.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which enhanced snapshot: they belong to an account, not to an application. */
public record EnhancedSnapshotId(String region, String account, SnapshotName name)
    implements Comparable<EnhancedSnapshotId> {
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:kinesisanalytics:([a-z0-9-]+):([0-9]{12}):snapshot/(.+)");

  /** The name the whole of AWS would know it by. */
  public String arn() {
    return "arn:aws:kinesisanalytics:" + region + ":" + account + ":snapshot/" + name;
  }

  /** Whether this is the ARN of an enhanced snapshot, rather than of something else. */
  public static boolean isArn(String arn) {
    return ARN.matcher(arn).matches();
  }

  public static EnhancedSnapshotId ofArn(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "not the ARN of an enhanced snapshot: "
              + arn
              + "; one looks like arn:aws:kinesisanalytics:us-east-1:000000000000:snapshot/NAME");
    }
    return new EnhancedSnapshotId(
        matcher.group(1), matcher.group(2), new SnapshotName(matcher.group(3)));
  }

  @Override
  public int compareTo(EnhancedSnapshotId other) {
    return arn().compareTo(other.arn());
  }

  @Override
  public String toString() {
    return arn();
  }
}
