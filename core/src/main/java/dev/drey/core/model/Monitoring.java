package dev.drey.core.model;

/**
 * How much an application tells: the names are the API's (APPLICATION … PARALLELISM; INFO, WARN,
 * ERROR, DEBUG).
 */
public record Monitoring(ConfigurationType type, String metricsLevel, String logLevel) {

  public static final Monitoring DEFAULT =
      new Monitoring(ConfigurationType.DEFAULT, "APPLICATION", "INFO");
}
