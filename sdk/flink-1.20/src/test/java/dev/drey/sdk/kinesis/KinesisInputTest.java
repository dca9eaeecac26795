package dev.drey.sdk.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sdk.Uid;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KinesisInputTest {
  @Test
  void the_source_has_its_uid_and_its_elements_their_type() {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();

    var stream =
        new KinesisInput<>(
                new Uid("read-clicks"),
                "clicks",
                "us-east-1",
                Optional.of(URI.create("http://127.0.0.1:1")),
                new Properties(),
                new SimpleStringSchema())
            .in(environment);

    assertThat(stream.getTransformation().getUid()).isEqualTo("read-clicks");
    assertThat(stream.getName()).isEqualTo("read-clicks");
    assertThat(stream.getType()).isEqualTo(Types.STRING);
  }
}
