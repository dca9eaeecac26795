package dev.drey.sdk.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Reads records from groups and notes each problem, so that one run tells all of them. */
final class RecordReader {
  private final PropertyGroups groups;
  private final List<String> problems;

  RecordReader(PropertyGroups groups, List<String> problems) {
    this.groups = groups;
    this.problems = problems;
  }

  /** The record, or nothing when there were problems. */
  <R extends Record> Optional<R> read(Class<R> type, String id) {
    Optional<Properties> group = groups.group(id);
    if (group.isEmpty() && needsGroup(type)) {
      problems.add(
          "no property group \"%s\" among the application's: %s".formatted(id, groups.ids()));
      return Optional.empty();
    }
    int before = problems.size();
    var values = new Values(id, group.orElseGet(Properties::new));
    Object[] arguments =
        Arrays.stream(type.getRecordComponents()).map(each -> value(each, values)).toArray();
    unknown(type, values);
    return problems.size() == before ? construct(type, arguments, id) : Optional.empty();
  }

  /** A group whose settings all have a default may be absent. */
  private static boolean needsGroup(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .anyMatch(
            each ->
                !each.isAnnotationPresent(Group.class)
                    && !each.isAnnotationPresent(Default.class)
                    && each.getType() != Optional.class);
  }

  private Object value(RecordComponent component, Values values) {
    Group other = component.getAnnotation(Group.class);
    if (other == null) {
      return setting(component, values);
    }
    if (component.getType() == Properties.class) {
      var copy = new Properties();
      groups.group(other.value()).ifPresent(copy::putAll);
      return copy;
    }
    if (component.getType().isRecord()) {
      return read(component.getType().asSubclass(Record.class), other.value()).orElse(null);
    }
    throw new IllegalArgumentException(component + " has a @Group and is no record or Properties");
  }

  private Object setting(RecordComponent component, Values values) {
    boolean optional = component.getType() == Optional.class;
    Type type = optional ? argument(component.getGenericType()) : component.getGenericType();
    String key = key(component);
    Optional<String> written =
        values
            .get(key)
            .or(
                () ->
                    Optional.ofNullable(component.getAnnotation(Default.class))
                        .map(Default::value));
    if (written.isEmpty()) {
      if (!optional) {
        problems.add("property group \"%s\" lacks \"%s\"".formatted(values.group(), key));
      }
      return optional ? Optional.empty() : null;
    }
    try {
      Object value = Values.parse(written.get(), type, component.getAnnotation(AtLeast.class));
      return optional ? Optional.of(value) : value;
    } catch (Values.Wrong e) {
      problems.add(
          "property group \"%s\": \"%s\" is no %s: %s"
              .formatted(values.group(), key, e.expected(), written.get()));
      return null;
    }
  }

  private static Type argument(Type optional) {
    return ((ParameterizedType) optional).getActualTypeArguments()[0];
  }

  private void unknown(Class<?> type, Values values) {
    Set<String> known = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.isAnnotationPresent(Group.class)) {
        known.add(key(component));
      }
    }
    for (String key : values.keys()) {
      if (!known.contains(key)) {
        problems.add(
            "property group \"%s\" has the unknown \"%s\"; the nearest known is \"%s\""
                .formatted(values.group(), key, Spelling.nearest(key, known)));
      }
    }
  }

  private <R extends Record> Optional<R> construct(Class<R> type, Object[] arguments, String id) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(arguments));
    } catch (InvocationTargetException e) {
      problems.add("property group \"%s\": %s".formatted(id, e.getCause().getMessage()));
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make " + type, e);
    }
  }

  /** {@code sessionGap} is the property {@code session.gap}. */
  private static String key(RecordComponent component) {
    return component.getName().replaceAll("(?<!^)(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
  }
}
