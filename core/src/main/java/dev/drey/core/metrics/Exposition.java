package dev.drey.core.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prometheus' text format, version 0.0.4, as its Java client writes it. */
public final class Exposition {
  private final String line;
  private int at;

  private Exposition(String line) {
    this.line = line;
  }

  /** Lines that are no samples, or none that can be read, are passed over. */
  public static List<Sample> parse(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .filter(line -> !line.isBlank() && line.charAt(0) != '#')
        .forEach(
            line -> {
              try {
                samples.add(new Exposition(line).sample());
              } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                // a line that is cut off or not ours says nothing
              }
            });
    return samples;
  }

  private Sample sample() {
    while (line.charAt(at) != '{' && line.charAt(at) != ' ') {
      at++;
    }
    String name = line.substring(0, at);
    Map<String, String> labels = line.charAt(at) == '{' ? labels() : Map.of();
    String value = line.substring(at).strip();
    int stamp = value.indexOf(' ');
    return new Sample(name, labels, number(stamp < 0 ? value : value.substring(0, stamp)));
  }

  /** From the opening brace until after the closing one. */
  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    at++;
    while (line.charAt(at) != '}') {
      int equals = line.indexOf('=', at);
      String name = line.substring(at, equals);
      at = equals + 2;
      labels.put(name, quoted());
      if (line.charAt(at) == ',') {
        at++;
      }
    }
    at++;
    return labels;
  }

  /** Until after the closing quote. */
  private String quoted() {
    var text = new StringBuilder();
    while (line.charAt(at) != '"') {
      if (line.charAt(at) == '\\') {
        at++;
        text.append(line.charAt(at) == 'n' ? '\n' : line.charAt(at));
      } else {
        text.append(line.charAt(at));
      }
      at++;
    }
    at++;
    return text.toString();
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
