package dev.drey.core.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log stream in a log group, which several applications may share. */
public record LogPlace(String group, String stream) {
  /** In which AWS's console would make the group of an application. */
  public static final String USUAL_GROUPS = "/aws/kinesis-analytics/";

  private static final String USUAL_STREAM = "kinesis-analytics-log-stream";
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:logs:[^:]*:[^:]*:log-group:([^:*]+):log-stream:([^:*]+)");

  /** Where an application logs whose configuration names no place. */
  public static LogPlace usual(ApplicationName application) {
    return new LogPlace(USUAL_GROUPS + application, USUAL_STREAM);
  }

  /** The first that it names. */
  static Optional<LogPlace> named(Configuration configuration) {
    return configuration.loggingOptions().stream()
        .map(option -> ARN.matcher(option.logStreamArn()))
        .filter(Matcher::matches)
        .findFirst()
        .map(arn -> new LogPlace(arn.group(1), arn.group(2)));
  }
}
