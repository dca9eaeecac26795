package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Optional;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.util.NetUtils;

/**
 * Flink's own Prometheus reporter, but for whom it listens to: this machine only, where Flink's
 * (1.20) takes every interface and has no option against it. It lives in Flink's package because
 * the registry that it serves is visible there alone.
 */
public final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
  private static final String PORTS = "9249";

  /** System property: the file that is told which port it became. */
  private static final String PORT_FILE = "drey.metrics.file";

  private HTTPServer server;

  @Override
  public void open(MetricConfig config) {
    super.open(config);
    server = listen(NetUtils.getPortRangeFromString(config.getString("port", PORTS)));
    Optional.ofNullable(System.getProperty(PORT_FILE)).map(Path::of).ifPresent(this::tellPort);
  }

  /** Whole or not at all, for somebody may be waiting for it. */
  private void tellPort(Path file) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.writeString(draft, Integer.toString(server.getPort()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.warn("nobody will find the metrics: {} cannot be written", file, e);
    }
  }

  private HTTPServer listen(Iterator<Integer> ports) {
    while (ports.hasNext()) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.next());
      try {
        return new HTTPServer(address, registry);
      } catch (BindException e) {
        log.debug("{} is taken", address);
      } catch (IOException e) {
        throw new UncheckedIOException("metrics cannot be served at " + address, e);
      }
    }
    throw new IllegalStateException("no port for metrics is free");
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
    super.close();
  }
}
