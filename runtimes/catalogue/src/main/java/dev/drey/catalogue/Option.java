package dev.drey.catalogue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One option as its class declares it. Flink's classes are met by their names only, since every
 * runtime has its own.
 */
record Option(
    String key, String kind, Optional<String> preset, List<String> older, List<String> choices) {
  private static final String CONFIG_OPTION = "org.apache.flink.configuration.ConfigOption";
  private static final Map<String, String> KINDS =
      Map.of(
          "java.lang.String", "TEXT",
          "java.lang.Boolean", "FLAG",
          "java.lang.Integer", "INT",
          "java.lang.Long", "LONG",
          "java.lang.Float", "FLOAT",
          "java.lang.Double", "DOUBLE",
          "java.time.Duration", "DURATION",
          "org.apache.flink.configuration.MemorySize", "MEMORY",
          "java.util.Map", "MAP");

  /** Those that a class has as public constants. */
  static List<Option> of(ClassLoader loader, String className) {
    List<Option> options = new ArrayList<>();
    try {
      for (Field field : Class.forName(className, false, loader).getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && field.getType().getName().equals(CONFIG_OPTION)) {
          options.add(of(field.get(null)));
        }
      }
    } catch (NoClassDefFoundError e) {
      return List.of(); // needs something that this runtime does not have, so nobody can use it
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read the options of " + className, e);
    }
    return options;
  }

  private static Option of(Object option) throws ReflectiveOperationException {
    Class<?> type = (Class<?>) call(option, "getClazz");
    boolean list = (Boolean) call(option, "isList");
    boolean choice = type.isEnum() && !list;
    return new Option(
        (String) call(option, "key"),
        list ? "LIST" : choice ? "CHOICE" : KINDS.getOrDefault(type.getName(), "TEXT"),
        Optional.ofNullable(call(option, "defaultValue")).map(Option::written),
        older((Iterable<?>) call(option, "fallbackKeys")),
        choice ? Arrays.stream(type.getEnumConstants()).map(Object::toString).toList() : List.of());
  }

  private static List<String> older(Iterable<?> keys) {
    return StreamSupport.stream(keys.spliterator(), false)
        .map(
            key -> {
              try {
                return (String) call(key, "getKey");
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private static Object call(Object target, String name) throws ReflectiveOperationException {
    Method method = target.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(target);
  }

  /** As it would stand in a configuration. */
  private static String written(Object value) {
    if (value instanceof Duration duration) {
      return duration.toMillis() + " ms";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Option::written).collect(Collectors.joining(";"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ":" + entry.getValue())
          .sorted()
          .collect(Collectors.joining(","));
    }
    return value.toString();
  }

  String line() {
    return String.join(
        "\t",
        key,
        kind,
        preset.map(value -> "=" + value.replaceAll("[\\t\\r\\n]+", " ")).orElse(""),
        String.join(",", older),
        String.join("|", choices));
  }
}
