package dev.drey.server.http.metrics;

import dev.drey.core.metrics.Collector;
import dev.drey.core.metrics.Kind;
import dev.drey.core.metrics.Reading;
import dev.drey.core.metrics.Sample;
import dev.drey.core.metrics.Series;
import dev.drey.core.metrics.Vitals;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The newest numbers for Prometheus: {@code GET /metrics} under KDA's names, {@code GET
 * /metrics/flink} under Flink's own, each with account and application, for accounts may have
 * applications of the same name.
 */
public final class PrometheusPage {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String ACCOUNT = "account";
  private static final String PREFIX = "kinesisanalytics_";

  private final Collector collector;

  public PrometheusPage(Collector collector) {
    this.collector = collector;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/metrics", exchange -> show(exchange, this::ours));
    routes.get("/metrics/flink", exchange -> show(exchange, this::flinks));
  }

  private static void show(Context exchange, Supplier<String> page) throws UnknownHostException {
    if (InetAddress.getByName(exchange.req().getRemoteAddr()).isLoopbackAddress()) {
      exchange.contentType(FORMAT).result(page.get());
    } else {
      exchange
          .status(403)
          .contentType("text/plain; charset=utf-8")
          .result(
              "Metrics show every account, so they are told on this machine only: let a Prometheus"
                  + " collect them here.");
    }
  }

  String ours() {
    SortedMap<String, List<String>> families = new TreeMap<>();
    for (Collector.Newest application : collector.newest()) {
      for (Reading reading : application.readings()) {
        boolean counts = reading.kind() == Kind.COUNTER;
        String family = family(reading.series().metric(), reading.kind());
        double value = counts ? collector.total(reading.series()) : reading.value().average();
        families
            .computeIfAbsent(
                family,
                name -> new ArrayList<>(List.of("# TYPE %s %s".formatted(name, type(reading)))))
            .add(line(family, labels(reading.series()), value));
      }
    }
    return page(families);
  }

  /** As untyped as Flink's own reporter leaves them: to it every counter is a gauge. */
  String flinks() {
    SortedMap<String, List<String>> families = new TreeMap<>();
    for (Collector.Newest application : collector.newest()) {
      Series any = application.readings().get(0).series();
      add(families, any, application.vitals().jobManagers());
      add(families, any, application.vitals().taskManagers());
    }
    return page(families);
  }

  private static void add(
      SortedMap<String, List<String>> families, Series whose, List<Vitals.Jvm> jvms) {
    for (Vitals.Jvm jvm : jvms) {
      for (Sample sample : jvm.samples()) {
        Map<String, String> labels = new TreeMap<>(sample.labels());
        labels.put(ACCOUNT, whose.account());
        labels.put("application", whose.application());
        families
            .computeIfAbsent(sample.name(), any -> new ArrayList<>())
            .add(line(sample.name(), labels, sample.value()));
      }
    }
  }

  private static String page(SortedMap<String, List<String>> families) {
    var page = new StringBuilder();
    families.values().forEach(lines -> lines.forEach(line -> page.append(line).append('\n')));
    return page.toString();
  }

  private static String type(Reading reading) {
    return reading.kind() == Kind.COUNTER ? "counter" : "gauge";
  }

  private static Map<String, String> labels(Series series) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(ACCOUNT, series.account());
    series.dimensions().forEach((name, value) -> labels.put(snake(name), value));
    return labels;
  }

  private static String line(String name, Map<String, String> labels, double value) {
    List<String> written = new ArrayList<>();
    labels.forEach((label, text) -> written.add(label + "=\"" + escaped(text) + "\""));
    return name + "{" + String.join(",", written) + "} " + number(value);
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** The name that a metric has on the page. */
  static String family(String metric, Kind kind) {
    return PREFIX + snake(metric) + (kind == Kind.COUNTER ? "_total" : "");
  }

  /** {@code numRecordsInPerSecond} is {@code num_records_in_per_second}; {@code KPUs} is kpus. */
  static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z]{2})", "$1_$2")
        .replaceAll("[^a-zA-Z0-9_]", "_")
        .toLowerCase(Locale.ROOT);
  }
}
