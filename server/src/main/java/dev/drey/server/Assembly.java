package dev.drey.server;

import dev.drey.core.control.Admission;
import dev.drey.core.control.Commands;
import dev.drey.core.control.Declarations;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.Pruning;
import dev.drey.core.control.RandomIds;
import dev.drey.core.control.Reconciler;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Unavailable;
import dev.drey.core.options.OptionCheck;
import dev.drey.runtime.process.FlinkDistribution;
import dev.drey.runtime.process.LinuxMachine;
import dev.drey.runtime.process.ProcessRuntime;
import dev.drey.runtime.process.ProcessSettings;
import dev.drey.runtime.process.StateSettings;
import dev.drey.server.http.Answer;
import dev.drey.server.http.Api;
import dev.drey.server.http.ApiEdge;
import dev.drey.server.http.HttpServer;
import dev.drey.server.http.Listen;
import dev.drey.server.http.answers.Account;
import dev.drey.server.http.answers.Answers;
import dev.drey.server.http.flink.Clusters;
import dev.drey.server.http.flink.FlinkDashboard;
import dev.drey.server.http.flink.RunningLoad;
import dev.drey.server.http.flink.RunningPlans;
import dev.drey.server.http.own.ArtifactAnswers;
import dev.drey.server.http.own.OptionAnswers;
import dev.drey.server.http.own.SizingAnswers;
import dev.drey.server.keeping.KeeperPolicies;
import dev.drey.server.keeping.Keeping;
import dev.drey.server.keeping.Sweeping;
import dev.drey.server.settings.Settings;
import dev.drey.server.wire.Contract;
import dev.drey.storage.database.Database;
import dev.drey.storage.database.SqlApplications;
import dev.drey.storage.database.SqlCodeMarks;
import dev.drey.storage.objects.BucketArtifacts;
import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.EmbeddedBuckets;
import dev.drey.storage.objects.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the server is made of, in the order it is made; closed in reverse. */
final class Assembly {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";
  private static final RuntimeEnvironment FLINK_1_20 = new RuntimeEnvironment("FLINK-1_20");

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
    var endpoints = new Endpoints(layout.endpoints());
    Credentials credentials = Credentials.readOrCreate(layout.credentials());

    Buckets buckets = buckets(settings, layout, endpoints, credentials, closing);
    var artifacts = new BucketArtifacts(buckets.store(), layout.artifacts());
    artifacts.start();
    var database = closing.add(Database.open(layout.database()));
    var applications = new SqlApplications(database);
    var runtime =
        closing.add(
            ProcessRuntime.open(flink(settings, distribution, layout, buckets), artifacts, clock));

    var code = new KeptCode(applications, artifacts);
    var pruning =
        new Pruning(
            code, artifacts, new SqlCodeMarks(database), settings.artifactsQuarantine(), clock);
    var reconciler = closing.add(new Reconciler(applications, runtime, code, clock));
    var admission = new Admission(applications, new LinuxMachine(), settings.sizes());
    var catalogues = Catalogues.read(Map.of(FLINK_1_20, distribution.options120()));
    var declarations =
        new Declarations(new OptionCheck(catalogues, settings.sizes()), new KeeperPolicies());
    var commands =
        new Commands(
            applications,
            code,
            runtime,
            admission,
            reconciler,
            new RandomIds(),
            clock,
            settings.timeouts(),
            declarations,
            settings.quotas());

    var account = new Account(REGION, ACCOUNT);
    Clusters clusters =
        name ->
            applications
                .find(new ApplicationId(REGION, ACCOUNT, new ApplicationName(name)))
                .flatMap(
                    found -> found.phase().launch().flatMap(launch -> runtime.web(found, launch)));
    var ending = new Ending();
    Map<String, Answer> drey =
        new HashMap<>(new DreyAnswers(account, commands, reconciler, ending).all());
    drey.putAll(new OptionAnswers(account, commands, applications, runtime, catalogues).all());
    drey.putAll(new ArtifactAnswers(pruning).all());
    drey.putAll(new SizingAnswers(account, commands, applications, settings.sizes()).all());
    var edge =
        new ApiEdge(
            List.of(
                new Api(
                    Contract.kinesisAnalytics(),
                    Answers.of(
                        account, commands, applications, new RunningPlans(clusters)::planOf)),
                new Api(Contract.drey(), drey)));
    var http =
        closing.add(
            new HttpServer(
                new Listen(settings.http().host(), settings.http().port()),
                List.of(edge::routes, new FlinkDashboard(clusters)::routes)));
    var keeping =
        closing.add(
            new Keeping(
                settings.keeper(),
                REGION,
                credentials,
                new RunningLoad(clusters)::reasonToWait,
                clock));
    var sweeping = closing.add(new Sweeping(pruning));
    return new DreyServer(
        settings,
        http,
        reconciler,
        commands,
        ending,
        () -> {
          var api = URI.create("http://" + settings.http().host() + ":" + http.port());
          endpoints.write(api, buckets.endpoint(), REGION, ACCOUNT, buckets.credentials());
          keeping.start(api);
          sweeping.start();
        },
        endpoints::remove,
        runtime.etc().toString(),
        closing);
  }

  /** Where code is read from: the embedded store, or one that was named. */
  private record Buckets(ObjectStore store, URI endpoint, Path credentials, Credentials key) {}

  private static Buckets buckets(
      Settings settings,
      Layout layout,
      Endpoints endpoints,
      Credentials credentials,
      Closing closing) {
    Settings.Objects wanted = settings.objects();
    if (wanted.endpoint().isPresent()) {
      Path file = wanted.credentials().orElse(layout.credentials());
      Credentials key = wanted.credentials().map(Credentials::read).orElse(credentials);
      var store =
          closing.add(new ObjectStore(wanted.endpoint().get(), wanted.region(), Optional.of(key)));
      return new Buckets(store, wanted.endpoint().get(), file, key);
    }
    var embedded = closing.add(embedded(wanted, layout, endpoints, credentials));
    return new Buckets(
        closing.add(embedded.store(REGION)),
        embedded.endpoint(),
        layout.credentials(),
        credentials);
  }

  /**
   * On the port it had before where no other is asked for, since clients and running jobs may know
   * it by that.
   */
  private static EmbeddedBuckets embedded(
      Settings.Objects wanted, Layout layout, Endpoints endpoints, Credentials credentials) {
    int last = endpoints.lastPort("s3");
    if (wanted.port() == 0 && last != 0) {
      try {
        var again = new EmbeddedBuckets(layout.buckets(), last, credentials);
        again.start();
        return again;
      } catch (Unavailable taken) {
        // somebody else has it now: any other will do
      }
    }
    var embedded = new EmbeddedBuckets(layout.buckets(), wanted.port(), credentials);
    embedded.start();
    return embedded;
  }

  private static ProcessSettings flink(
      Settings settings, Distribution distribution, Layout layout, Buckets buckets) {
    FlinkDistribution flink =
        settings
            .flink()
            .stockHome()
            .map(home -> new FlinkDistribution(home, distribution.jvmOptions(), Optional.empty()))
            .orElseGet(
                () -> FlinkDistribution.of(distribution.flink120(), distribution.archives()));
    return new ProcessSettings(
        layout.home(),
        settings.flink().java().orElse(Path.of(System.getProperty("java.home"))),
        Map.of(FLINK_1_20, flink),
        distribution.agent(),
        settings.sizes(),
        state(settings, buckets));
  }

  private static StateSettings state(Settings settings, Buckets buckets) {
    if (settings.state().location().isEmpty()) {
      return new StateSettings.Files();
    }
    URI location = settings.state().location().get();
    return new StateSettings.Bucket(
        location.getAuthority(),
        location.getPath().replaceFirst("^/", ""),
        settings.state().endpoint().or(() -> Optional.of(buckets.endpoint())),
        settings.objects().region(),
        buckets.key().keyId(),
        buckets.key().secret());
  }
}
