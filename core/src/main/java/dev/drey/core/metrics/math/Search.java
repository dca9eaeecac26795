package dev.drey.core.metrics.math;

import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What SEARCH finds: {@code {AWS/KinesisAnalytics,Application} MetricName="uptime" Application=("a"
 * OR "b") NOT test}.
 *
 * <p>In quotes a word is all of a name or value, without them a part of one.
 */
final class Search {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:\"(?<quoted>[^\"]*)\"|(?<sign>[()=])|(?<word>[^\\s()={}\"]+))");
  private static final Pattern SCHEMA = Pattern.compile("\\s*\\{([^}]*)}(.*)", Pattern.DOTALL);

  private final List<Word> words = new ArrayList<>();
  private int at;

  private record Word(String text, boolean exact) {
    boolean is(String sign) {
      return !exact && text.equals(sign);
    }

    boolean matches(String value) {
      return exact
          ? value.equals(text)
          : value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
  }

  private Search(String terms) {
    Matcher matcher = TOKEN.matcher(terms);
    int end = 0;
    while (!terms.substring(end).isBlank()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw Expression.refused("the search cannot be read from here on: " + terms.substring(end));
      }
      String quoted = matcher.group("quoted");
      String plain = Optional.ofNullable(matcher.group("sign")).orElse(matcher.group("word"));
      words.add(quoted == null ? new Word(plain, false) : new Word(quoted, true));
      end = matcher.end();
    }
  }

  /** A search, read. */
  record Found(Predicate<Series> wanted) {
    List<Series> in(List<History.Kept> all) {
      return all.stream().map(History.Kept::series).filter(wanted).toList();
    }
  }

  static Found parse(String search) {
    Matcher schema = SCHEMA.matcher(search);
    if (!schema.matches()) {
      return new Found(new Search(search).whole());
    }
    List<String> names =
        Arrays.stream(schema.group(1).split(","))
            .map(name -> name.strip().replaceAll("^\"|\"$", ""))
            .toList();
    if (!names.get(0).equals(Series.NAMESPACE)) {
      return new Found(series -> false);
    }
    Set<String> dimensions = names.stream().skip(1).collect(Collectors.toSet());
    Predicate<Series> terms = new Search(schema.group(2)).whole();
    return new Found(
        series -> series.dimensions().keySet().equals(dimensions) && terms.test(series));
  }

  /** What tells one of them from the others. */
  static String label(Series series, List<Series> all) {
    Stream<String> metric =
        all.stream().map(Series::metric).distinct().count() > 1
            ? Stream.of(series.metric())
            : Stream.empty();
    Stream<String> values =
        series.dimensions().entrySet().stream()
            .filter(
                mine ->
                    all.stream()
                        .anyMatch(
                            other ->
                                !mine.getValue().equals(other.dimensions().get(mine.getKey()))))
            .map(mine -> mine.getValue());
    String label = Stream.concat(metric, values).collect(Collectors.joining(" "));
    return label.isEmpty() ? series.metric() : label;
  }

  private Predicate<Series> whole() {
    Predicate<Series> all = words.isEmpty() ? series -> true : either();
    if (at < words.size()) {
      throw Expression.refused("the search should end before " + words.get(at).text());
    }
    return all;
  }

  private Predicate<Series> either() {
    Predicate<Series> either = both();
    while (took("OR")) {
      either = either.or(both());
    }
    return either;
  }

  private Predicate<Series> both() {
    Predicate<Series> both = term();
    while (at < words.size() && !words.get(at).is("OR") && !words.get(at).is(")")) {
      took("AND");
      both = both.and(term());
    }
    return both;
  }

  private Predicate<Series> term() {
    if (took("NOT")) {
      return term().negate();
    }
    if (took("(")) {
      Predicate<Series> inner = either();
      need(")");
      return inner;
    }
    Word word = next();
    if (!took("=")) {
      return series -> named(series).anyMatch(word::matches);
    }
    Predicate<String> wanted = values();
    return series -> value(series, word.text()).filter(wanted).isPresent();
  }

  /** All that a word may be, or be in, that stands by itself. */
  private static Stream<String> named(Series series) {
    return Stream.concat(
        Stream.of(Series.NAMESPACE, series.metric()),
        series.dimensions().entrySet().stream()
            .flatMap(each -> Stream.of(each.getKey(), each.getValue())));
  }

  private static Optional<String> value(Series series, String key) {
    return switch (key) {
      case "MetricName" -> Optional.of(series.metric());
      case "Namespace" -> Optional.of(Series.NAMESPACE);
      default -> Optional.ofNullable(series.dimensions().get(key));
    };
  }

  /** One value, or several in parentheses. */
  private Predicate<String> values() {
    if (!took("(")) {
      return next()::matches;
    }
    Predicate<String> any = next()::matches;
    while (!took(")")) {
      took("OR");
      any = any.or(next()::matches);
    }
    return any;
  }

  private boolean took(String sign) {
    boolean there = at < words.size() && words.get(at).is(sign);
    at += there ? 1 : 0;
    return there;
  }

  private void need(String sign) {
    if (!took(sign)) {
      throw Expression.refused("'" + sign + "' is missing in the search");
    }
  }

  private Word next() {
    if (at >= words.size()) {
      throw Expression.refused("the search ends too early");
    }
    return words.get(at++);
  }
}
