package dev.drey.server.http.cloudwatch;

import dev.drey.core.metrics.Series;
import dev.drey.core.metrics.math.Graph;
import dev.drey.core.metrics.math.Line;
import dev.drey.server.http.answers.Account;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line's label, with what CloudWatch puts in the place of {@code ${PROP('MetricName')}} or {@code
 * ${MAX}}; what is none of these stays as it is.
 */
final class Labels {
  private static final Pattern DYNAMIC =
      Pattern.compile("\\$\\{\\s*(?:PROP\\(\\s*'(?<property>[^']*)'\\s*\\)|(?<word>[A-Z]+))\\s*}");

  private static final String DIMENSION = "Dim.";

  private final Account account;
  private final Graph.Shown shown;

  Labels(Account account, Graph.Shown shown) {
    this.account = account;
    this.shown = shown;
  }

  String text() {
    var text = new StringBuilder();
    Matcher matcher = DYNAMIC.matcher(shown.line().label());
    while (matcher.find()) {
      String property = matcher.group("property");
      Optional<String> value =
          property == null ? ofWord(matcher.group("word")) : ofProperty(property);
      matcher.appendReplacement(text, Matcher.quoteReplacement(value.orElse(matcher.group())));
    }
    return matcher.appendTail(text).toString();
  }

  private Optional<String> ofWord(String word) {
    if (word.equals("LABEL")) {
      return Optional.of(shown.own());
    }
    Collection<Double> values = shown.line().points().values();
    DoubleSummaryStatistics all =
        values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return switch (word) {
      case "AVG" -> Optional.of(number(all.getAverage()));
      case "MIN" -> Optional.of(number(all.getMin()));
      case "MAX" -> Optional.of(number(all.getMax()));
      case "SUM" -> Optional.of(number(all.getSum()));
      case "DATAPOINT" -> Optional.of(Long.toString(all.getCount()));
      case "FIRST" -> Optional.of(number(values.iterator().next()));
      case "LAST" ->
          Optional.of(number(shown.line().points().get(shown.line().points().lastKey())));
      default -> Optional.empty();
    };
  }

  private Optional<String> ofProperty(String property) {
    Optional<Line.Origin> origin = shown.line().origin();
    return switch (property) {
      case "AccountId" -> Optional.of(account.id());
      case "Region" -> Optional.of(account.region());
      case "Period" -> Optional.of(Long.toString(shown.line().period().toSeconds()));
      case "Namespace" -> origin.map(it -> Series.NAMESPACE);
      case "MetricName" -> origin.map(it -> it.series().metric());
      case "Stat" -> origin.map(it -> it.statistic().word());
      default ->
          property.startsWith(DIMENSION)
              ? origin.map(
                  it -> it.series().dimensions().get(property.substring(DIMENSION.length())))
              : Optional.empty();
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
