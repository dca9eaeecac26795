package dev.drey.server.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Prometheus' own tool, where this machine has it. */
final class Promtool {
  /** What it ends with when it has understood all, and would have liked help texts. */
  private static final int TASTE = 3;

  private Promtool() {}

  static void checks(Path folder, String configuration) throws Exception {
    Process promtool = start(folder, "check", "config", configuration);

    assertThat(promtool.waitFor()).as(said(promtool)).isZero();
  }

  /** As a server does that collects it. */
  static void reads(String page) throws Exception {
    Process promtool = start(Path.of("."), "check", "metrics");
    try (OutputStream in = promtool.getOutputStream()) {
      in.write(page.getBytes(StandardCharsets.UTF_8));
    }
    String said = said(promtool);

    assertThat(promtool.waitFor()).as(said).isIn(0, TASTE);
  }

  private static String said(Process promtool) throws IOException {
    return new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Process start(Path folder, String... arguments) {
    var builder = new ProcessBuilder("promtool");
    builder.command().addAll(List.of(arguments));
    try {
      return builder.directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      System.err.println("LEFT OUT: there is no promtool on this machine");
      assumeTrue(false, "no promtool");
      throw new IllegalStateException(e);
    }
  }
}
