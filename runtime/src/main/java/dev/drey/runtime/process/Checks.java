package dev.drey.runtime.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
import dev.drey.runtime.files.WholeFile;
import dev.drey.runtime.state.ApplicationState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs main() of a version to its job graph, in a JVM of its own beside the one that works. */
final class Checks {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the check calls it when an operator's state has no place in the new job. */
  private static final String STATE_MISMATCH = "STATE_MISMATCH";

  private final Site site;
  private final Flinks flinks;
  private final Layout layout;
  private final Launcher launcher;
  private final Ending ending;

  Checks(Site site, Flinks flinks, Layout layout, Launcher launcher, Ending ending) {
    this.site = site;
    this.flinks = flinks;
    this.layout = layout;
    this.launcher = launcher;
    this.ending = ending;
  }

  void begin(
      Application application,
      Version target,
      Launch running,
      Change change,
      Optional<String> state) {
    CheckFolder check = site.deployment(application, running.deployment()).check(target.number());
    if (check.process().wasStarted()) {
      return;
    }
    layout.check(application, target, check);
    Optional<String> kept = state.map(location -> keep(application, running, location, check));
    launcher.start(jvm(target, check, change, kept));
  }

  /**
   * A checkpoint of the job that works may be deleted by the next one while the check runs, so what
   * tells its operators is put aside.
   */
  private String keep(Application application, Launch running, String location, CheckFolder check) {
    ApplicationState state = site.state(application);
    if (!state.isOwn(running.deployment(), location)) {
      return location;
    }
    byte[] metadata =
        state
            .newestMetadata(running.deployment())
            .orElseThrow(() -> new Unavailable("no checkpoint stayed long enough to be read"));
    WholeFile.write(check.state().resolve("_metadata"), metadata);
    return check.state().toString();
  }

  private JvmStart jvm(Version target, CheckFolder check, Change change, Optional<String> state) {
    FlinkJvms jvms = flinks.of(target.configuration().runtime());
    var memory = site.size(target.configuration()).jobManager(); // where main() runs later
    List<String> options =
        List.of(
            OwnProcess.mark(check.running()),
            "-Dlog.file=" + check.log(),
            "-Ddrey.process=" + check.process().name(),
            "-Dlog4j.configurationFile=" + check.conf().resolve(LogSettings.NAME),
            "-Djava.io.tmpdir=" + check.path(),
            "-Xmx" + memory.heap().flag(),
            "-XX:MaxMetaspaceSize=" + memory.metaspace().flag());
    Optional<PythonSide> python = site.python(target, check.python());
    List<String> arguments = new ArrayList<>();
    if (python.isEmpty()) {
      arguments.addAll(List.of("--jar", check.job().toString()));
    }
    arguments.addAll(List.of("--config-dir", check.conf().toString()));
    arguments.addAll(List.of("--out", check.result().toString()));
    state.ifPresent(location -> arguments.addAll(List.of("--state", location)));
    if (state.isPresent() && change.allowNonRestoredState()) {
      arguments.add("--allow-non-restored-state");
    }
    python.map(PythonSide::program).ifPresent(program -> arguments.addAll(asArguments(program)));
    Map<String, String> variables = new HashMap<>();
    variables.put("FLINK_CONF_DIR", check.conf().toString());
    variables.put("FLINK_PLUGINS_DIR", jvms.plugins().toString());
    python.map(it -> it.variables(check.path())).ifPresent(variables::putAll);
    Optional<Path> redirect =
        launcher.view().way() == EtcView.Way.REDIRECT
            ? Optional.of(check.path().resolve("redirect"))
            : Optional.empty();
    return new JvmStart(
        check.process(),
        check.path(),
        check.process().directory(),
        variables,
        jvms.command(
            FlinkRole.CHECK,
            options,
            redirect,
            python.map(it -> it.shared().connector()).stream().toList(),
            arguments));
  }

  /** The class that is run, and what it is given: these come last. */
  private static List<String> asArguments(List<String> program) {
    List<String> words = new ArrayList<>(List.of("--main-class", program.get(0), "--"));
    words.addAll(program.subList(1, program.size()));
    return words;
  }

  void end(Application application, Change change) {
    for (DeploymentFolder deployment : site.home().deployments(application)) {
      CheckFolder check = deployment.check(change.target());
      if (Files.exists(check.path())) {
        WholeFile.write(check.ended(), told(change.timeouts().check()));
        ending.ended(deployment, check.path());
      }
    }
  }

  Progress look(DeploymentFolder deployment, int version) {
    CheckFolder check = deployment.check(version);
    if (!check.process().wasStarted()) {
      return new Progress.None();
    }
    if (check.process().running(site.kernel()).isPresent()) {
      return new Progress.UnderWay();
    }
    Optional<String> result = WholeFile.read(check.result());
    Optional<String> ended = WholeFile.read(check.ended());
    if (ended.isPresent() && !result.map(Checks::isOk).orElse(false)) {
      return new Progress.Failed(
          "main() of version "
              + version
              + " did not end within "
              + ended.get()
              + result.map(Checks::whereItStood).orElse(""));
    }
    return result
        .map(text -> progress(version, text))
        .orElseGet(
            () ->
                new Progress.Failed(
                    Causes.ofDeath(
                        "the check of version " + version, check.process(), check.log())));
  }

  private static Progress progress(int version, String text) {
    JsonNode result = parse(text);
    if (result.path("ok").asBoolean()) {
      int operators = result.path("operators").size();
      return new Progress.Done(
          "version " + version + " makes a job of " + operators + " operators");
    }
    String message = PythonTrace.shortened(result.path("message").asText());
    JsonNode cause = result.path("cause");
    String thrown =
        cause.path("class").asText()
            + (cause.has("message") ? ": " : "")
            + cause.path("message").asText();
    String told =
        cause.isMissingNode()
                || PythonTrace.isIn(message)
                || message.contains(cause.path("class").asText())
            ? message
            : message + " " + thrown;
    return result.path("kind").asText().equals(STATE_MISMATCH)
        ? new Progress.StateRefused(told)
        : new Progress.Failed(told);
  }

  private static boolean isOk(String text) {
    return parse(text).path("ok").asBoolean();
  }

  private static String whereItStood(String text) {
    return parse(text)
        .path("stack")
        .asText()
        .lines()
        .filter(line -> line.strip().startsWith("at "))
        .findFirst()
        .map(line -> "; it stood " + line.strip())
        .orElse("");
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not the result of a check: " + text, e);
    }
  }

  private static String told(Duration patience) {
    return patience.toSeconds() < 120
        ? patience.toSeconds() + " seconds"
        : patience.toMinutes() + " minutes";
  }
}
