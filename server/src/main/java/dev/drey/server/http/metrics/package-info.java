/** How metrics leave the server. Read {@link dev.drey.server.http.metrics.PrometheusPage} first. */
package dev.drey.server.http.metrics;
