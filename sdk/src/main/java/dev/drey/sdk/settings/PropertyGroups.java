package dev.drey.sdk.settings;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An application's property groups, to be read into a record.
 *
 * <pre>{@code
 * @Group("clicks")
 * record Settings(
 *     String inputTopic,                       // the property input.topic, which has to be there
 *     @Default("PT30M") Duration sessionGap,   // session.gap
 *     Optional<String> robotsFile,             // robots.file, if it is there
 *     @Group("kafka") Properties kafka) {}     // the whole group kafka, as it is
 *
 * Settings settings = PropertyGroups.ofApplication(arguments).read(Settings.class);
 * }</pre>
 *
 * A property that no component stands for is a problem too: a misspelt optional one would silently
 * do nothing. Groups that the record does not name are left alone.
 */
public final class PropertyGroups {
  private final SortedMap<String, Properties> groups;

  private PropertyGroups(Map<String, Properties> groups) {
    this.groups = new TreeMap<>(groups);
  }

  /**
   * These groups, by their ids.
   *
   * @param groups as {@code KinesisAnalyticsRuntime} gives them
   * @return the groups
   */
  public static PropertyGroups of(Map<String, Properties> groups) {
    return new PropertyGroups(groups);
  }

  /**
   * The groups of the running application; locally, those of a file.
   *
   * @param arguments of {@code main}: none for what the service gives, or the path of a file in the
   *     form of its {@code application_properties.json}
   * @return the groups
   * @throws SettingsException if there are more arguments, or no such file
   */
  public static PropertyGroups ofApplication(String... arguments) {
    if (arguments.length > 1) {
      throw new SettingsException(
          List.of("at most one argument is taken, a file of property groups"));
    }
    try {
      return of(
          arguments.length == 0
              ? KinesisAnalyticsRuntime.getApplicationProperties()
              : file(arguments[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library answers with no groups at all where there is no file. */
  private static Map<String, Properties> file(String path) throws IOException {
    if (!Files.isReadable(Path.of(path))) {
      throw new SettingsException(List.of("no file of property groups at " + path));
    }
    return KinesisAnalyticsRuntime.getApplicationProperties(path);
  }

  /**
   * Reads a record. Its components are settings: text, numbers, {@code boolean}, {@code Duration},
   * {@code URI}, enums, lists of text (divided by commas), {@code Optional} of those, and records.
   *
   * @param type a record annotated with its {@link Group}
   * @param <R> the record
   * @return the settings, complete and valid
   * @throws SettingsException with all problems at once
   */
  public <R extends Record> R read(Class<R> type) {
    Group group = type.getAnnotation(Group.class);
    if (group == null) {
      throw new IllegalArgumentException(type + " does not say its @Group");
    }
    List<String> problems = new ArrayList<>();
    Optional<R> settings = new RecordReader(this, problems).read(type, group.value());
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings.orElseThrow();
  }

  SortedSet<String> ids() {
    return new TreeSet<>(groups.keySet());
  }

  Optional<Properties> group(String id) {
    return Optional.ofNullable(groups.get(id));
  }
}
