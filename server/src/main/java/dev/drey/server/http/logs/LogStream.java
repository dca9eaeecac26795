package dev.drey.server.http.logs;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log stream: what some applications log, which is one as a rule.
 *
 * @param group the log group it is in
 */
record LogStream(String group, String name, List<Application> applications) {
  static final String USUAL_NAME = "kinesis-analytics-log-stream";
  private static final String USUAL_GROUPS = "/aws/kinesis-analytics/";
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:logs:[^:]*:[^:]*:log-group:([^:*]+):log-stream:([^:*]+)");

  LogStream {
    applications = List.copyOf(applications);
  }

  /** Where an application logs to: as its logging option says, and as AWS's console would. */
  static LogStream of(Application application, Configuration configuration) {
    return configuration.loggingOptions().stream()
        .map(option -> ARN.matcher(option.logStreamArn()))
        .filter(Matcher::matches)
        .findFirst()
        .map(arn -> new LogStream(arn.group(1), arn.group(2), List.of(application)))
        .orElseGet(() -> usual(application.id(), application));
  }

  private static LogStream usual(ApplicationId id, Application application) {
    return new LogStream(USUAL_GROUPS + id.name(), USUAL_NAME, List.of(application));
  }
}
