package dev.drey.sdk.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The properties of one group, and how their text becomes values. */
record Values(String group, Properties properties) {

  Optional<String> get(String key) {
    return Optional.ofNullable(properties.getProperty(key)).filter(value -> !value.isBlank());
  }

  Set<String> keys() {
    return properties.stringPropertyNames();
  }

  /** Text that is not what its setting asks for. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String expected) {
      super(expected);
    }

    String expected() {
      return getMessage();
    }
  }

  static Object parse(String text, Type type, AtLeast least) throws Wrong {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return Stream.of(text.split(",", -1)).map(String::strip).toList();
    }
    if (!(type instanceof Class<?> wanted)) {
      throw unsupported(type);
    }
    if (wanted == String.class) {
      return text;
    }
    try {
      Object value = value(text.strip(), wanted);
      if (least != null && measure(value) < least.value()) {
        throw new Wrong(expected(wanted) + " of at least " + least.value());
      }
      return value;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Wrong(expected(wanted) + bound(least));
    }
  }

  private static String bound(AtLeast least) {
    return least == null ? "" : " of at least " + least.value();
  }

  private static Object value(String text, Class<?> wanted) {
    if (wanted == int.class || wanted == Integer.class) {
      return Integer.valueOf(text);
    }
    if (wanted == long.class || wanted == Long.class) {
      return Long.valueOf(text);
    }
    if (wanted == double.class || wanted == Double.class) {
      return Double.valueOf(text);
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return truth(text);
    }
    if (wanted == Duration.class) {
      return Duration.parse(text);
    }
    if (wanted == URI.class) {
      return URI.create(text);
    }
    if (wanted.isEnum()) {
      return constant(text, wanted);
    }
    throw unsupported(wanted);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Object constant(String text, Class<?> wanted) {
    return Arrays.stream(wanted.getEnumConstants())
        .filter(each -> word(each).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long measure(Object value) {
    return value instanceof Duration duration ? duration.toMillis() : ((Number) value).longValue();
  }

  private static String expected(Class<?> wanted) {
    if (wanted == Duration.class) {
      return "duration such as PT30M";
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return "true or false";
    }
    if (wanted == double.class || wanted == Double.class) {
      return "number";
    }
    if (wanted == URI.class) {
      return "URI";
    }
    if (wanted.isEnum()) {
      return Arrays.stream(wanted.getEnumConstants())
          .map(Values::word)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return "whole number";
  }

  private static IllegalStateException unsupported(Type type) {
    return new IllegalStateException("settings cannot be of " + type);
  }
}
