package dev.drey.sdk.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drey.sdk.Received;
import dev.drey.sdk.metrics.RecordedMetrics;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ValidationTest {
  private static final OutputTag<Tuple2<String, String>> REJECTED = new OutputTag<>("rejected") {};

  private final Validation<String> validation =
      Validation.<String>counting("words")
          .ignore(String::isEmpty)
          .reject("tooLong", word -> word.length() > 5)
          .reject("upperCase", word -> Character.isUpperCase(word.charAt(0)));

  private static final List<String> WORDS = List.of("good", "", "Bad", "Terrible", "fine");

  private OneInputStreamOperatorTestHarness<String, String> harness;

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  @Test
  void a_filter_lets_through_what_passes() throws Exception {
    open(new StreamFilter<>(validation.filter()));

    assertThat(harness.extractOutputValues()).containsExactly("good", "fine");
  }

  @Test
  void a_map_only_looks() throws Exception {
    open(new StreamMap<>(validation.observe()));

    assertThat(harness.extractOutputValues()).isEqualTo(WORDS);
  }

  @Test
  void a_process_function_puts_aside_what_does_not_pass() throws Exception {
    open(
        new ProcessOperator<>(
            validation.process(REJECTED, (word, reason) -> Tuple2.of(reason, word))));

    assertThat(harness.extractOutputValues()).containsExactly("good", "fine");
    assertThat(harness.getSideOutput(REJECTED))
        .extracting(record -> record.getValue())
        .containsExactly(Tuple2.of("upperCase", "Bad"), Tuple2.of("tooLong", "Terrible"));
  }

  @Test
  void what_was_received_is_taken_out_and_the_bytes_of_the_rest_put_aside() throws Exception {
    var tag = new OutputTag<DeadLetter>("dead-letters") {};
    var operator = new ProcessOperator<>(validation.received(String.class, "unreadable", tag));
    var received = new OneInputStreamOperatorTestHarness<Received<String>, String>(operator);
    received.open();
    received.processElement(new Received<>("good", new byte[] {1}), 0);
    received.processElement(new Received<>("Bad", new byte[] {2}), 0);
    received.processElement(Received.unreadable(new byte[] {3}), 0);
    received.processElement(new Received<>("", new byte[] {4}), 0);

    assertThat(received.extractOutputValues()).containsExactly("good");
    assertThat(received.getSideOutput(tag))
        .extracting(record -> record.getValue().reason(), record -> record.getValue().value()[0])
        .containsExactly(tuple("upperCase", (byte) 2), tuple("unreadable", (byte) 3));
    received.close();
  }

  @Test
  void each_reason_is_counted_by_its_name_and_the_first_that_holds_is_it() {
    var metrics = new RecordedMetrics();
    var validator = new Validator<>(validation, metrics);

    WORDS.forEach(validator::passes);

    assertThat(metrics.all()).containsOnlyKeys("words", "tooLong", "upperCase");
    assertThat(metrics.count("words")).isEqualTo(4);
    assertThat(metrics.count("tooLong")).isEqualTo(1);
    assertThat(metrics.count("upperCase")).isEqualTo(1);
  }

  @Test
  void names_are_such_that_the_service_shows_them_and_each_is_there_once() {
    assertThatThrownBy(() -> validation.reject("too-long", String::isBlank))
        .hasMessageContaining("not the name of a metric");
    assertThatThrownBy(() -> validation.reject("tooLong", String::isBlank))
        .hasMessageContaining("there is a counter of this name already");
    assertThatThrownBy(() -> validation.reject("words", String::isBlank))
        .hasMessageContaining("there is a counter of this name already");
  }

  private void open(OneInputStreamOperator<String, String> operator) throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(operator);
    harness.open();
    for (String word : WORDS) {
      harness.processElement(word, 0);
    }
  }
}
