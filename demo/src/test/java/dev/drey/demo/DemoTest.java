package dev.drey.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.demo.Demo.Outcome;
import dev.drey.demo.truth.Comparison;
import dev.drey.demo.truth.GeneratedDay;
import dev.drey.demo.truth.Truth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo against a service that is a fake, with a Flink and a Kafka that are none. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoTest {

  @Test
  void a_day_goes_through_an_application_that_is_updated_half_way(@TempDir Path folder)
      throws Exception {
    var day = GeneratedDay.ofLines(60_000);
    var output = new ByteArrayOutputStream();
    var out = new PrintStream(output, true, UTF_8);

    Outcome outcome;
    try (var flink = LocalFlink.start(folder);
        var service = FakeService.start(folder, flink);
        var kafka = KafkaServer.start(folder.resolve("kafka"))) {
      var endpoints = Endpoints.read(service.endpoints());
      var demo = new Demo(endpoints, LocalFlink.sessionize(), Log.of(day), View.PLAIN, out);

      outcome = demo.run(kafka);

      assertThat(service.actions())
          .containsExactly(
              "CreateApplication", "StartApplication", "UpdateApplication", "StopApplication");
    }

    Truth truth = Truth.about(day.stream());
    assertThat(Comparison.of(truth.sessions(), outcome.results().sessions()).differences())
        .isEmpty();
    assertThat(outcome.report().lines()).isEqualTo(60_000);
    assertThat(outcome.report().malformed()).isEqualTo(truth.malformed());
    assertThat(outcome.report().sessions()).isEqualTo(truth.sessions().size());
    assertThat(outcome.report().snapshot()).isEqualTo("kept");
    assertThat(output.toString(UTF_8))
        .contains("updating the running application", "Longest visits", "/flink/sessionize/")
        .containsPattern("sessions open [1-9]")
        .containsPattern("checkpoints [1-9]");
  }
}
