package dev.drey.core.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prometheus' text format, version 0.0.4, as its Java client writes it. */
public final class Exposition {
  private final String labels;
  private int at;

  private Exposition(String labels) {
    this.labels = labels;
  }

  /** Lines that are no samples, or none that can be read, are passed over. */
  public static List<Sample> parse(String text) {
    return parse(text, new Vocabulary());
  }

  /**
   * The same, faster where much of it was read before.
   *
   * @param known what names and labels were, and are from then on
   */
  public static List<Sample> parse(String text, Vocabulary known) {
    List<Sample> samples = new ArrayList<>();
    int begin = 0;
    while (begin < text.length()) {
      int newline = text.indexOf('\n', begin);
      int end = newline < 0 ? text.length() : newline;
      if (end > begin && text.charAt(begin) != '#') {
        try {
          samples.add(sample(text, begin, end, known));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
          // a line that is cut off or not ours says nothing
        }
      }
      begin = end + 1;
    }
    return samples;
  }

  /** After the last brace there is a number, and a time at most. */
  private static Sample sample(String text, int begin, int end, Vocabulary known) {
    int brace = text.indexOf('{', begin);
    boolean labelled = brace >= 0 && brace < end;
    int name = labelled ? brace : text.indexOf(' ', begin);
    int value = name;
    Map<String, String> labels = Map.of();
    if (labelled) {
      value = text.lastIndexOf('}', end - 1) + 1;
      labels = known.labels(text.substring(name, value), each -> new Exposition(each).labels());
    }
    String number = text.substring(value, end).strip();
    int stamp = number.indexOf(' ');
    return new Sample(
        known.name(text.substring(begin, name)),
        labels,
        number(stamp < 0 ? number : number.substring(0, stamp)));
  }

  /** From the opening brace until the closing one. */
  private Map<String, String> labels() {
    Map<String, String> read = new HashMap<>();
    at++;
    while (labels.charAt(at) != '}') {
      int equals = labels.indexOf('=', at);
      String name = labels.substring(at, equals);
      at = equals + 2;
      read.put(name, quoted());
      if (labels.charAt(at) == ',') {
        at++;
      }
    }
    return read;
  }

  /** Until after the closing quote. */
  private String quoted() {
    var text = new StringBuilder();
    while (labels.charAt(at) != '"') {
      if (labels.charAt(at) == '\\') {
        at++;
        text.append(labels.charAt(at) == 'n' ? '\n' : labels.charAt(at));
      } else {
        text.append(labels.charAt(at));
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
