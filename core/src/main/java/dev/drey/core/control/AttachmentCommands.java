package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Version;
import dev.drey.core.model.VpcConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Log streams and networks of an application. They are kept and shown, and no job sees them: each
 * makes a version, and what runs goes on.
 */
public final class AttachmentCommands {
  private final Decisions decisions;
  private final Limits limits;
  private final Ids ids;

  AttachmentCommands(Decisions decisions, Limits limits, Ids ids) {
    this.decisions = decisions;
    this.limits = limits;
    this.ids = ids;
  }

  public Updated addLoggingOption(ApplicationId id, Guard guard, String logStreamArn) {
    return attach(
        id,
        guard,
        "AddApplicationCloudWatchLoggingOption",
        (now, name) ->
            now.withLoggingOptions(
                and(now.loggingOptions(), new LoggingOption(name, logStreamArn))));
  }

  public Updated deleteLoggingOption(ApplicationId id, Guard guard, String option) {
    return attach(
        id,
        guard,
        "DeleteApplicationCloudWatchLoggingOption",
        (now, name) ->
            now.withLoggingOptions(
                without(
                    now.loggingOptions(), LoggingOption::id, "CloudWatchLoggingOptionId", option)));
  }

  public Updated addVpc(
      ApplicationId id, Guard guard, List<String> subnetIds, List<String> securityGroupIds) {
    return attach(
        id,
        guard,
        "AddApplicationVpcConfiguration",
        (now, name) ->
            now.withVpcs(and(now.vpcs(), VpcConfiguration.of(name, subnetIds, securityGroupIds))));
  }

  public Updated deleteVpc(ApplicationId id, Guard guard, String vpc) {
    return attach(
        id,
        guard,
        "DeleteApplicationVpcConfiguration",
        (now, name) ->
            now.withVpcs(without(now.vpcs(), VpcConfiguration::id, "VpcConfigurationId", vpc)));
  }

  /**
   * @param change the configuration it leads to, given the present one and a name for what comes
   *     with it
   */
  private Updated attach(
      ApplicationId id,
      Guard guard,
      String kind,
      BiFunction<Configuration, String, Configuration> change) {
    OperationId operation = ids.operation();
    Application after =
        decisions.write(
            id,
            before -> {
              guard.check(before);
              Version now = decisions.current(before);
              int next = now.number() + 1;
              Configuration changed = change.apply(now.configuration(), next + ".1");
              limits.checkAttachments(changed);
              return attached(before, now, changed, operation, kind);
            });
    return new Updated(after, decisions.current(after), operation);
  }

  private Draft attached(
      Application before, Version now, Configuration changed, OperationId operation, String kind) {
    Instant at = decisions.now();
    Version next = now.next(changed, at);
    return new Draft(
        before.in(before.phase().amend(operation, next.number())).at(next.number(), at),
        Records.of(next, decisions.begun(operation, kind).between(now.number(), next.number())));
  }

  private static <T> List<T> and(List<T> items, T one) {
    List<T> all = new ArrayList<>(items);
    all.add(one);
    return all;
  }

  private static <T> List<T> without(
      List<T> items, Function<T, String> id, String member, String unwanted) {
    List<T> left = items.stream().filter(item -> !id.apply(item).equals(unwanted)).toList();
    if (left.size() == items.size()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "the application has no "
              + member
              + " "
              + unwanted
              + "; DescribeApplication shows those there are");
    }
    return left;
  }
}
