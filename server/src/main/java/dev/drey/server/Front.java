package dev.drey.server;

import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.control.EnhancedSnapshotCommands;
import dev.drey.core.control.EnhancedSnapshots;
import dev.drey.core.control.Reconciler;
import dev.drey.core.health.HealthWatch;
import dev.drey.core.logs.ApplicationLogs;
import dev.drey.core.metrics.Collector;
import dev.drey.core.metrics.History;
import dev.drey.core.model.ApplicationId;
import dev.drey.server.http.Answer;
import dev.drey.server.http.Api;
import dev.drey.server.http.ApiEdge;
import dev.drey.server.http.Caller;
import dev.drey.server.http.HttpServer;
import dev.drey.server.http.Listen;
import dev.drey.server.http.answers.Account;
import dev.drey.server.http.answers.Answers;
import dev.drey.server.http.answers.DashboardLinks;
import dev.drey.server.http.answers.TimelineAnswers;
import dev.drey.server.http.audit.AuditTrail;
import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.http.auth.Anybody;
import dev.drey.server.http.auth.Authentication;
import dev.drey.server.http.auth.Passes;
import dev.drey.server.http.auth.SignedRequests;
import dev.drey.server.http.cloudwatch.CloudWatchAnswers;
import dev.drey.server.http.flink.Clusters;
import dev.drey.server.http.flink.FlinkDashboard;
import dev.drey.server.http.flink.PastJobsOf;
import dev.drey.server.http.flink.RunningPlans;
import dev.drey.server.http.flink.Visits;
import dev.drey.server.http.logs.LogsAnswers;
import dev.drey.server.http.metrics.PrometheusPage;
import dev.drey.server.http.own.OwnAnswers;
import dev.drey.server.settings.Settings;
import dev.drey.server.wire.Contract;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the network sees: each caller has the answers of their own account. */
final class Front {
  private final Account home;
  private final Parts parts;
  private final Passes passes;

  /**
   * Nothing listens yet.
   *
   * @param home the account whose admins may end the server
   */
  Front(Account home, Parts parts, Passes passes) {
    this.home = home;
    this.parts = parts;
    this.passes = passes;
  }

  /** What answers are made of. */
  record Parts(
      Commands commands,
      EnhancedSnapshotCommands enhancedCommands,
      Applications applications,
      EnhancedSnapshots enhancedSnapshots,
      Reconciler reconciler,
      Collector collector,
      ApplicationLogs logs,
      History history,
      HealthWatch health,
      Ending ending,
      Clusters clusters,
      PastJobsOf past,
      OwnAnswers own) {}

  static Authentication authentication(
      Settings.Auth wanted, AccessKeys keys, Account home, Clock clock) {
    return switch (wanted) {
      case SIGNATURES -> new SignedRequests(keys, home.region(), clock);
      case NONE -> new Anybody(keys);
    };
  }

  HttpServer http(Settings.Http listen, ApiEdge.Door door, AuditTrail trail) {
    var edge =
        new ApiEdge(
            List.of(
                new Api(Contract.kinesisAnalytics(), this::service),
                new Api(Contract.drey(), this::drey),
                new Api(
                    Contract.logs(),
                    caller -> LogsAnswers.of(account(caller), parts.applications(), parts.logs())),
                new Api(
                    Contract.cloudWatch(),
                    caller ->
                        new CloudWatchAnswers(account(caller), parts.history(), door.clock())
                            .all())),
            door,
            trail);
    var visits = new Visits(door.authentication(), passes, home.region());
    return new HttpServer(
        new Listen(listen.host(), listen.port()),
        List.of(
            edge::routes,
            new FlinkDashboard(parts.clusters(), parts.past(), visits)::routes,
            new PrometheusPage(parts.collector())::routes));
  }

  private Map<String, Answer> service(Caller caller) {
    return Answers.of(
        account(caller),
        parts.commands(),
        parts.enhancedCommands(),
        parts.applications(),
        parts.enhancedSnapshots(),
        new RunningPlans(parts.clusters())::planOf,
        dashboards(caller));
  }

  private Map<String, Answer> drey(Caller caller) {
    Account account = account(caller);
    Map<String, Answer> answers =
        new HashMap<>(parts.own().of(account, home, parts.commands(), parts.applications()));
    answers.putAll(
        new DreyAnswers(
                account,
                home,
                parts.commands(),
                parts.reconciler(),
                new TimelineAnswers(account, parts.commands(), parts.applications()),
                parts.health(),
                parts.ending())
            .all());
    return answers;
  }

  private Account account(Caller caller) {
    return new Account(home.region(), caller.principal().account());
  }

  private DashboardLinks dashboards(Caller caller) {
    return new DashboardLinks() {
      @Override
      public String linkTo(ApplicationId application, Duration validFor) {
        String token =
            passes
                .link(caller.principal(), application, validFor)
                .map(it -> "?" + Visits.TOKEN + "=" + it)
                .orElse(""); // somebody without a key: nothing is asked of them there either
        return caller.endpoint() + Visits.path(application) + token;
      }

      @Override
      public boolean showsPast(ApplicationId application) {
        return parts.past().lastOf(application).isPresent();
      }
    };
  }
}
