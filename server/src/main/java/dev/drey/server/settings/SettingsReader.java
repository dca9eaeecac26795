package dev.drey.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.drey.core.capacity.JobManagerMemory;
import dev.drey.core.capacity.Kpu;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.capacity.TaskManagerMemory;
import dev.drey.core.control.Quotas;
import dev.drey.core.health.Thresholds;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Secret;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Unreadable;
import dev.drey.runtime.process.LogBounds;
import dev.drey.storage.database.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the settings: later sources win, and everything that is wrong is told together. */
public final class SettingsReader {
  private static final Set<String> NOT_SETTINGS = Set.of("DREY_HOME");

  private static final MemorySize AUDIT_LEAST = MemorySize.mebi(1);
  private static final MemorySize LOGS_LEAST = MemorySize.mebi(8);

  private final Map<Key, String> values = new EnumMap<>(Key.class);
  private final Map<Key, String> sources = new EnumMap<>(Key.class);
  private final List<String> problems = new ArrayList<>();

  private SettingsReader() {}

  /**
   * Reads them from the home's file, the environment and what the command line says, or throws
   * {@link BadSettings}.
   */
  public static Settings read(
      Path home, Map<String, String> environment, Map<String, String> commandLine) {
    var reader = new SettingsReader();
    reader.file(home.resolve("drey.yaml"));
    reader.environment(environment);
    commandLine.forEach((name, value) -> reader.put(name, value, "the command line"));
    Settings settings = reader.settings(home);
    if (!reader.problems.isEmpty()) {
      throw new BadSettings(reader.problems);
    }
    return settings;
  }

  private void file(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      flatten("", YAMLMapper.builder().build().readTree(file.toFile()), file.toString());
    } catch (JsonProcessingException e) {
      problems.add(file + " is not YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      problems.add(file + " cannot be read: " + e.getMessage());
    }
  }

  private void flatten(String prefix, JsonNode node, String source) {
    if (!node.isObject()) {
      if (!node.isMissingNode() && !node.isNull()) {
        put(prefix, node.asText(), source);
      }
      return;
    }
    node.properties()
        .forEach(
            each ->
                flatten(
                    prefix.isEmpty() ? each.getKey() : prefix + "." + each.getKey(),
                    each.getValue(),
                    source));
  }

  private void environment(Map<String, String> environment) {
    environment.forEach(
        (name, value) -> {
          if (!name.startsWith("DREY_") || NOT_SETTINGS.contains(name)) {
            return;
          }
          Optional<Key> key = Key.inEnvironment(name);
          if (key.isEmpty()) {
            String dotted = name.toLowerCase(Locale.ROOT).replace('_', '.');
            problems.add(
                "the environment has "
                    + name
                    + ", and there is no such setting; did you mean "
                    + Key.named(Key.nearest(dotted)).orElseThrow().variable()
                    + "?");
            return;
          }
          values.put(key.get(), value);
          sources.put(key.get(), name + " in the environment");
        });
  }

  private void put(String name, String value, String source) {
    Optional<Key> key = Key.named(name);
    if (key.isEmpty()) {
      problems.add(
          source
              + " has "
              + name
              + ", and there is no such setting; did you mean "
              + Key.nearest(name)
              + "?");
      return;
    }
    if (key.get() == Key.DATABASE_PASSWORD) {
      problems.add(
          source
              + " has "
              + name
              + ", where others may read it; put it into a file that "
              + Key.DATABASE_PASSWORD_FILE.key()
              + " names, or into the environment as "
              + key.get().variable());
      return;
    }
    values.put(key.get(), value);
    sources.put(key.get(), source);
  }

  private Settings settings(Path home) {
    return new Settings(
        home,
        new Settings.Http(
            value(Key.HTTP_HOST, text -> text, "127.0.0.1"),
            value(Key.HTTP_PORT, SettingsReader::port, 0)),
        value(Key.AUTH, this::auth, Settings.Auth.SIGNATURES),
        new Settings.Audit(
            memory(Key.AUDIT_SIZE, AUDIT_LEAST),
            value(Key.AUDIT_FILES, text -> whole(text, 1, 1_000), 1)),
        new Settings.Objects(
            value(Key.OBJECTS_PORT, SettingsReader::port, 0),
            optional(Key.OBJECTS_ENDPOINT, SettingsReader::address),
            value(Key.OBJECTS_REGION, text -> text, "us-east-1"),
            optional(Key.OBJECTS_CREDENTIALS, Path::of)),
        new Settings.State(
            optional(Key.STATE_LOCATION, SettingsReader::bucket),
            optional(Key.STATE_ENDPOINT, SettingsReader::address),
            value(Key.STATE_SWEEP, SettingsReader::flag, true),
            value(Key.STATE_QUARANTINE, SettingsReader::duration, Duration.ZERO)),
        database(),
        new Sizes(
            new Kpu(
                value(Key.KPU_CORES, SettingsReader::cores, 1.0),
                memory(Key.KPU_MEMORY, TaskManagerMemory.LEAST)),
            memory(Key.JOB_MANAGER_MEMORY, JobManagerMemory.LEAST),
            value(Key.STANDBY_TASK_MANAGERS, text -> whole(text, 0, 16), 0)),
        new Timeouts(
            value(Key.START_TIMEOUT, SettingsReader::duration, Duration.ZERO),
            value(Key.SAVEPOINT_TIMEOUT, SettingsReader::duration, Duration.ZERO),
            value(Key.CHECK_TIMEOUT, SettingsReader::duration, Duration.ZERO)),
        value(Key.DOWN_TIMEOUT, SettingsReader::duration, Duration.ZERO),
        new Quotas(
            value(Key.QUOTA_APPLICATIONS, text -> whole(text, 1, 1_000_000), 1),
            value(Key.QUOTA_KPUS, text -> whole(text, 1, 10_000), 1),
            value(Key.QUOTA_PARALLELISM, text -> whole(text, 1, 32_768), 1),
            value(Key.QUOTA_PARALLELISM_PER_KPU, text -> whole(text, 1, 1_000), 1),
            value(Key.QUOTA_SNAPSHOTS, text -> whole(text, 1, 1_000_000), 1),
            value(Key.QUOTA_LOGGING_OPTIONS, text -> whole(text, 1, 1_000), 1),
            value(Key.QUOTA_VPCS, text -> whole(text, 1, 1_000), 1),
            value(Key.QUOTA_TAGS, text -> whole(text, 1, 200), 1),
            memory(Key.QUOTA_CODE_SIZE, MemorySize.mebi(1)),
            value(Key.QUOTA_ENHANCED_SNAPSHOTS, text -> whole(text, 1, 1_000_000), 1)),
        new Settings.Keeper(
            value(Key.KEEPER_ENABLED, SettingsReader::flag, true),
            value(Key.KEEPER_INTERVAL, SettingsReader::duration, Duration.ZERO),
            usualPolicy()),
        value(Key.ARTIFACTS_QUARANTINE, SettingsReader::duration, Duration.ZERO),
        new Settings.Flink(
            optional(Key.JAVA_HOME, Path::of), optional(Key.PYTHON_HOME, Path::of), stockHomes()),
        value(Key.METRICS_INTERVAL, SettingsReader::interval, Duration.ZERO),
        new LogBounds(memory(Key.LOGS_PROCESS, LOGS_LEAST), memory(Key.LOGS_ENDED, LOGS_LEAST)),
        new Settings.Alerts(
            value(Key.ALERTS_ENABLED, SettingsReader::flag, true),
            thresholds(),
            value(Key.ALERTS_QUIET, SettingsReader::duration, Duration.ZERO),
            webhook()));
  }

  private Thresholds thresholds() {
    return new Thresholds(
        value(Key.ALERTS_WINDOW, SettingsReader::interval, Thresholds.USUAL.window()),
        value(Key.ALERTS_WITHOUT_CHECKPOINT, SettingsReader::duration, Duration.ZERO),
        value(Key.ALERTS_MEMORY_HOLDS, SettingsReader::duration, Duration.ZERO),
        value(Key.ALERTS_MEMORY, SettingsReader::percent, 0.0),
        value(Key.ALERTS_DISK, SettingsReader::percent, 0.0));
  }

  private Optional<Settings.Alerts.Webhook> webhook() {
    Optional<URI> address = optional(Key.ALERTS_WEBHOOK, Settings.Alerts.Webhook::address);
    Optional<Secret> secret = optional(Key.ALERTS_SECRET_FILE, SettingsReader::firstLine);
    if (address.isPresent() && secret.isEmpty()) {
      problems.add(
          Key.ALERTS_WEBHOOK.key()
              + " needs "
              + Key.ALERTS_SECRET_FILE.key()
              + ": posts are signed");
    }
    return secret.flatMap(it -> address.map(url -> new Settings.Alerts.Webhook(url, it)));
  }

  private Map<RuntimeEnvironment, Path> stockHomes() {
    Map<RuntimeEnvironment, Path> homes = new HashMap<>();
    optional(Key.FLINK_1_20_HOME, Path::of)
        .ifPresent(home -> homes.put(new RuntimeEnvironment("FLINK-1_20"), home));
    optional(Key.FLINK_2_3_HOME, Path::of)
        .ifPresent(home -> homes.put(new RuntimeEnvironment("FLINK-2_3"), home));
    return homes;
  }

  /** Of the URL nothing is told but what is wrong with it: it may hold a password by mistake. */
  private Optional<PostgresAddress> database() {
    String url = values.getOrDefault(Key.DATABASE_URL, "").strip();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PostgresAddress(url, optional(Key.DATABASE_USER, user -> user), databasePassword()));
    } catch (Refused e) {
      problems.add(
          Key.DATABASE_URL.key()
              + " in "
              + sources.get(Key.DATABASE_URL)
              + " cannot be used: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Secret> databasePassword() {
    String password = values.getOrDefault(Key.DATABASE_PASSWORD, "");
    return password.isEmpty()
        ? optional(Key.DATABASE_PASSWORD_FILE, SettingsReader::firstLine)
        : Optional.of(new Secret(password));
  }

  private static Secret firstLine(String file) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .findFirst()
          .filter(line -> !line.isEmpty())
          .map(Secret::new)
          .orElseThrow(() -> new IllegalArgumentException("that file's first line is empty"));
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException("that file cannot be read: " + e, e);
    }
  }

  private static Duration interval(String text) {
    Duration interval = duration(text);
    if (interval.compareTo(Duration.ofMillis(200)) < 0) {
      throw new IllegalArgumentException("that is too often; the least is 200ms");
    }
    return interval;
  }

  private MemorySize memory(Key key, MemorySize least) {
    return value(
        key,
        text -> {
          MemorySize size = MemorySize.parse(text);
          if (size.compareTo(least) < 0) {
            throw new IllegalArgumentException(size + " is too small; the least is " + least);
          }
          return size;
        },
        least);
  }

  private <T> Optional<T> optional(Key key, Function<String, T> parse) {
    return values.getOrDefault(key, "").isBlank()
        ? Optional.empty()
        : Optional.ofNullable(value(key, parse, null));
  }

  /**
   * What stands in for a value that cannot be read is never used: the problem that is noted ends
   * the start.
   */
  private <T> T value(Key key, Function<String, T> parse, T standIn) {
    String text = values.getOrDefault(key, key.preset());
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      problems.add(
          key.key()
              + " is '"
              + text
              + "' in "
              + sources.getOrDefault(key, "the defaults")
              + ": "
              + e.getMessage());
      return standIn;
    }
  }

  private static boolean flag(String text) {
    if (!text.matches("true|false")) {
      throw new IllegalArgumentException("it has to be true or false");
    }
    return text.equals("true");
  }

  private Map<String, String> usualPolicy() {
    Map<String, String> usual = new TreeMap<>();
    Map.of(
            Key.KEEPER_SNAPSHOTS, "snapshots",
            Key.KEEPER_KEEP, "snapshots.keep",
            Key.KEEPER_NEVER, "snapshots.never",
            Key.KEEPER_VERIFY, "snapshots.verify")
        .forEach(
            (key, word) ->
                optional(key, text -> policy(word, text)).ifPresent(it -> usual.put(word, it)));
    return usual;
  }

  /** The text, if it can be read. */
  private static String policy(String word, String text) {
    try {
      Policy.read(Map.of(word, text));
      return text;
    } catch (Unreadable e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Nobody but this machine can reach a loopback address, and that is who none is for. */
  private Settings.Auth auth(String text) {
    return switch (text) {
      case "signatures" -> Settings.Auth.SIGNATURES;
      case "none" -> {
        String host = values.getOrDefault(Key.HTTP_HOST, Key.HTTP_HOST.preset()).strip();
        if (!host.matches("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?")) {
          throw new IllegalArgumentException(
              "the server then answers everybody, so it has to listen on a loopback address, and "
                  + Key.HTTP_HOST.key()
                  + " is '"
                  + host
                  + "'");
        }
        yield Settings.Auth.NONE;
      }
      default -> throw new IllegalArgumentException("it has to be signatures or none");
    };
  }

  private static int port(String text) {
    return whole(text, 0, 65_535);
  }

  private static int whole(String text, int least, int most) {
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(
          "it has to be a whole number from " + least + " to " + most);
    }
    return Integer.parseInt(text);
  }

  private static double cores(String text) {
    if (!text.matches("[0-9]{1,4}([.][0-9]+)?") || Double.parseDouble(text) <= 0) {
      throw new IllegalArgumentException("it has to be a number of cores, such as 0.5 or 1");
    }
    return Double.parseDouble(text);
  }

  private static double percent(String text) {
    if (!text.matches("[0-9]{1,3}([.][0-9]+)?") || Double.parseDouble(text) > 100) {
      throw new IllegalArgumentException("it has to be a number from 0 to 100");
    }
    return Double.parseDouble(text);
  }

  private static Duration duration(String text) {
    if (!text.matches("[0-9]{1,6}(ms|s|m|h)")) {
      throw new IllegalArgumentException("it has to be a time, such as 500ms, 30s, 5m or 1h");
    }
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  private static URI address(String text) {
    if (!text.matches("https?://[^/?#]+/?")) {
      throw new IllegalArgumentException("it has to be an endpoint, such as http://host:9000");
    }
    return URI.create(text);
  }

  private static URI bucket(String text) {
    if (!text.matches("s3://[^/?#]+(/[^?#]*)?")) {
      throw new IllegalArgumentException("it has to look like s3://BUCKET/PREFIX");
    }
    return URI.create(text);
  }
}
