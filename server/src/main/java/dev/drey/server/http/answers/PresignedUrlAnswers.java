package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Commands;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Status;
import java.time.Duration;

/** The way to Flink's own dashboard. */
final class PresignedUrlAnswers {
  /** As the service's model has it where nothing is asked for. */
  private static final Duration USUAL = Duration.ofHours(12);

  private final Account account;
  private final Commands commands;
  private final DashboardLinks links;

  PresignedUrlAnswers(Account account, Commands commands, DashboardLinks links) {
    this.account = account;
    this.commands = commands;
    this.links = links;
  }

  JsonNode create(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    Status status = commands.find(id).status();
    if (request.text("UrlType").equals("ZEPPELIN_UI_URL")) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "UrlType ZEPPELIN_UI_URL is for notebooks, and Drey runs none; FLINK_DASHBOARD_URL leads to Flink's dashboard");
    }
    if (!hasDashboard(status) && !links.showsPast(id)) {
      throw new Refused(
          Reason.IN_USE,
          "application %s is %s, and has a dashboard while it runs and when a job of it has ended; start it first"
              .formatted(id.name(), status));
    }
    Duration validFor =
        Duration.ofSeconds(
            request.number("SessionExpirationDurationInSeconds").orElse(USUAL.toSeconds()));
    return JsonNodeFactory.instance.objectNode().put("AuthorizedUrl", links.linkTo(id, validFor));
  }

  /** Where there is a cluster, or was one a moment ago and will be again. */
  private static boolean hasDashboard(Status status) {
    return switch (status) {
      case RUNNING, UPDATING, ROLLING_BACK -> true;
      case READY, STARTING, STOPPING, FORCE_STOPPING, DELETING -> false;
    };
  }
}
