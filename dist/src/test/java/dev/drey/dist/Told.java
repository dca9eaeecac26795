package dev.drey.dist;

import java.util.Optional;

/** What a page of metrics tells of one application at its own level. */
record Told(String page, String application) {

  /**
   * A metric's number.
   *
   * @param more labels beside the application's, each with a comma before it
   */
  Optional<Double> value(String metric, String more) {
    String line =
        "kinesisanalytics_%s{account=\"000000000000\",application=\"%s\"%s} "
            .formatted(metric, application, more);
    return page.lines()
        .filter(each -> each.startsWith(line))
        .map(each -> Double.valueOf(each.substring(line.length())))
        .findFirst();
  }
}
