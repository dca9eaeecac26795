package dev.drey.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which application: its name, and whose and where it is. */
public record ApplicationId(String region, String account, ApplicationName name)
    implements Comparable<ApplicationId> {
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:kinesisanalytics:([a-z0-9-]+):([0-9]{12}):application/(.+)");

  /** The name the whole of AWS would know it by. */
  public String arn() {
    return "arn:aws:kinesisanalytics:" + region + ":" + account + ":application/" + name;
  }

  public static ApplicationId ofArn(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "not the ARN of an application: "
              + arn
              + "; one looks like arn:aws:kinesisanalytics:us-east-1:000000000000:application/NAME");
    }
    return new ApplicationId(
        matcher.group(1), matcher.group(2), new ApplicationName(matcher.group(3)));
  }

  @Override
  public int compareTo(ApplicationId other) {
    return arn().compareTo(other.arn());
  }

  @Override
  public String toString() {
    return arn();
  }
}
