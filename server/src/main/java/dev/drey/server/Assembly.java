package dev.drey.server;

import dev.drey.core.control.Admission;
import dev.drey.core.control.Commands;
import dev.drey.core.control.Copyist;
import dev.drey.core.control.Declarations;
import dev.drey.core.control.EnhancedSnapshotCommands;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.Pruning;
import dev.drey.core.control.RandomIds;
import dev.drey.core.control.Reconciler;
import dev.drey.core.control.StateSweep;
import dev.drey.core.control.Verification;
import dev.drey.core.health.Alarms;
import dev.drey.core.health.HealthWatch;
import dev.drey.core.metrics.Collector;
import dev.drey.core.metrics.ObservedUse;
import dev.drey.core.options.OptionCheck;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.process.LinuxMachine;
import dev.drey.runtime.process.ProcessRuntime;
import dev.drey.runtime.process.ProcessSettings;
import dev.drey.runtime.python.PythonEnvironments;
import dev.drey.runtime.python.PythonZips;
import dev.drey.runtime.state.CopiedSnapshots;
import dev.drey.runtime.state.ListedState;
import dev.drey.runtime.state.S3StateFolder;
import dev.drey.runtime.state.StateFolder;
import dev.drey.server.alerts.LoggedAlerts;
import dev.drey.server.alerts.Webhook;
import dev.drey.server.http.ApiEdge;
import dev.drey.server.http.answers.Account;
import dev.drey.server.http.audit.AuditTrail;
import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.http.auth.Passes;
import dev.drey.server.http.flink.Clusters;
import dev.drey.server.http.flink.PastJobsOf;
import dev.drey.server.http.flink.RunningLoad;
import dev.drey.server.http.own.OwnAnswers;
import dev.drey.server.keeping.KeeperPolicies;
import dev.drey.server.keeping.Keeping;
import dev.drey.server.keeping.PrintBounds;
import dev.drey.server.keeping.Sweeping;
import dev.drey.server.settings.Settings;
import dev.drey.storage.database.Database;
import dev.drey.storage.database.SqlApplications;
import dev.drey.storage.database.SqlCodeMarks;
import dev.drey.storage.database.SqlEnhancedSnapshots;
import dev.drey.storage.database.SqlHistory;
import dev.drey.storage.database.SqlStateMarks;
import dev.drey.storage.objects.BucketArtifacts;
import dev.drey.storage.objects.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Everything the server is made of, in the order it is made; closed in reverse. */
final class Assembly {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  /**
   * JobManagers fetch what tasks have measured once a second when asked, and it has a way to go.
   */
  private static final Duration METRICS_FETCHED = Duration.ofMillis(1500);

  private Assembly() {}

  static DreyServer assemble(Settings settings, Distribution distribution, Clock clock) {
    var closing = new Closing();
    try {
      return assemble(settings, distribution, clock, closing);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private static DreyServer assemble(
      Settings settings, Distribution distribution, Clock clock, Closing closing) {
    var layout = new Layout(settings.home());
    closing.add(HomeLock.take(layout.lock()));
    Trees.delete(layout.received()); // what a server that was killed had begun to receive
    var endpoints = new Endpoints(layout.endpoints());
    Credentials credentials = Credentials.readOrCreate(layout.credentials());

    AccessKeys keys = AccessKeys.of(layout.credentials(), ACCOUNT);
    ObjectStores stores =
        ObjectStores.open(
            settings.objects(),
            layout,
            endpoints,
            REGION,
            keys,
            credentials,
            keyId -> keys.holder(keyId, clock.instant()),
            closing);
    PythonEnvironments python = python(settings, distribution);
    var artifacts =
        new BucketArtifacts(
            stores.buckets(),
            layout.artifacts(),
            settings.quotas().codeSize(),
            new PythonZips(python, layout.received()));
    artifacts.start();
    Database database = closing.add(database(settings, layout));
    var applications = new SqlApplications(database);
    var snapshots = new SqlEnhancedSnapshots(database);
    var runtime =
        closing.add(
            ProcessRuntime.open(
                flink(settings, distribution, layout, stores, python), artifacts, clock));

    var code = new KeptCode(applications, artifacts);
    var pruning =
        new Pruning(
            code, artifacts, new SqlCodeMarks(database), settings.artifactsQuarantine(), clock);
    var stateSweep =
        new StateSweep(
            applications,
            new ListedState(
                closing.add(
                    stores.state(settings).open(layout.home().resolve(ProcessRuntime.STATE)))),
            new SqlStateMarks(database),
            settings.state().quarantine(),
            clock);
    var reconciler = closing.add(new Reconciler(applications, runtime, code, clock));
    var admission = new Admission(applications, new LinuxMachine(layout.home()), settings.sizes());
    var verification =
        closing.add(new Verification(applications, runtime, admission, reconciler, clock));
    var catalogues = Catalogues.read(distribution.options());
    var declarations =
        new Declarations(new OptionCheck(catalogues, settings.sizes()), new KeeperPolicies());
    var commands =
        new Commands(
            applications,
            code,
            runtime,
            admission,
            reconciler,
            snapshots,
            new RandomIds(),
            clock,
            settings.timeouts(),
            declarations,
            settings.quotas());

    var history = closing.add(SqlHistory.open(layout.metrics()));
    var collector =
        closing.add(
            new Collector(applications, runtime, history, settings.metricsInterval(), clock));

    var watch =
        closing.add(
            new HealthWatch(
                applications,
                reconciler,
                collector,
                settings.metricsInterval(),
                settings.alerts().thresholds(),
                settings.alerts().quiet(),
                clock,
                alerts(settings.alerts(), clock, closing)));

    var copyist =
        closing.add(
            new Copyist(
                snapshots,
                applications,
                copies(settings, layout, stores, closing),
                reconciler,
                clock,
                settings.timeouts().savepoint()));
    var enhanced =
        new EnhancedSnapshotCommands(
            snapshots,
            applications,
            reconciler,
            copyist,
            new RandomIds(),
            clock,
            settings.quotas());

    var home = new Account(REGION, keys.account(credentials.keyId()));
    Clusters clusters =
        id ->
            applications
                .find(id)
                .flatMap(
                    found -> found.phase().launch().flatMap(launch -> runtime.web(found, launch)));
    PastJobsOf past =
        id ->
            applications
                .find(id)
                .flatMap(
                    found ->
                        applications
                            .version(id, found.version())
                            .flatMap(version -> runtime.past(found, version)));
    var load = new RunningLoad(clusters, clock, METRICS_FETCHED);
    var ending = new Ending();
    var front =
        new Front(
            home,
            new Front.Parts(
                commands,
                enhanced,
                applications,
                snapshots,
                reconciler,
                collector,
                runtime,
                history,
                watch,
                ending,
                clusters,
                past,
                new OwnAnswers(
                    runtime,
                    catalogues,
                    settings.sizes(),
                    new ObservedUse(history, clock),
                    pruning,
                    new OwnAnswers.Policies(settings.keeper().usual(), load::reasonToWait),
                    new OwnAnswers.State(verification, stateSweep, settings.state().sweep()))),
            new Passes(keys, clock));
    var door =
        new ApiEdge.Door(
            Front.authentication(settings.auth(), keys, home, clock),
            REGION,
            layout.received(),
            clock);
    Settings.Audit audit = settings.audit();
    AuditTrail trail =
        closing.add(AuditTrail.open(layout.audit(), audit.size().mebibytes() << 20, audit.files()));
    var http = closing.add(front.http(settings.http(), door, trail));
    var keeping =
        closing.add(
            new Keeping(
                settings.keeper(),
                REGION,
                keys,
                applications,
                load::reasonToWait,
                verification,
                account -> stores.buckets().of(account).client(),
                clock));
    var prints = closing.add(new PrintBounds(applications, runtime::boundPrints));
    var sweeping = closing.add(new Sweeping(pruning, stateSweep, settings.state().sweep()));
    return new DreyServer(
        settings,
        http,
        reconciler,
        copyist,
        collector,
        commands,
        ending,
        () -> {
          var api = URI.create("http://" + settings.http().host() + ":" + http.port());
          endpoints.write(api, stores.endpoint(), home, layout.credentials(), settings);
          keeping.start(api);
          watch.start();
          sweeping.start();
          prints.start();
        },
        endpoints::remove,
        runtime.etc().toString(),
        closing);
  }

  private static Consumer<Alarms.Notice> alerts(
      Settings.Alerts wanted, Clock clock, Closing closing) {
    if (!wanted.enabled()) {
      return notice -> {};
    }
    Consumer<Alarms.Notice> logged = new LoggedAlerts();
    return wanted
        .webhook()
        .map(
            hook -> {
              var webhook =
                  closing.add(
                      new Webhook(hook.address(), hook.secret(), Webhook.Retries.USUAL, clock));
              webhook.start();
              return logged.andThen(webhook);
            })
        .orElse(logged);
  }

  private static Database database(Settings settings, Layout layout) {
    return settings
        .database()
        .map(address -> Database.open(address, owner(layout)))
        .orElseGet(() -> Database.open(layout.database()));
  }

  /** As another server shows it that wants the same database. */
  private static String owner(Layout layout) {
    return "process " + ProcessHandle.current().pid() + " of the home " + layout.home();
  }

  private static PythonEnvironments python(Settings settings, Distribution distribution) {
    return new PythonEnvironments(
        settings
            .flink()
            .python()
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "drey", "python")),
        distribution.folders());
  }

  private static ProcessSettings flink(
      Settings settings,
      Distribution distribution,
      Layout layout,
      ObjectStores stores,
      PythonEnvironments python) {
    return new ProcessSettings(
        layout.home(),
        settings.flink().java().orElse(Path.of(System.getProperty("java.home"))),
        distribution.flinks(settings.flink().stockHomes()),
        settings.sizes(),
        stores.state(settings),
        python,
        settings.logs());
  }

  private static CopiedSnapshots copies(
      Settings settings, Layout layout, ObjectStores stores, Closing closing) {
    StateFolder own =
        closing.add(stores.state(settings).open(layout.home().resolve(ProcessRuntime.STATE)));
    return new CopiedSnapshots(
        own,
        (account, bucket) -> new S3StateFolder(stores.buckets().of(account).client(), bucket, ""));
  }
}
