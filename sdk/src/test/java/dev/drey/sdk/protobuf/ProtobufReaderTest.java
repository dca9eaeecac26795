package dev.drey.sdk.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProtobufReaderTest {
  /** What a job works with. */
  public record Moment(long seconds, int nanos) {}

  private final ProtobufReader<Timestamp, Moment> reader =
      new ProtobufReader<>(
          Timestamp.class, message -> new Moment(message.getSeconds(), message.getNanos()));

  @Test
  void a_message_becomes_a_record() throws Exception {
    var there = InstantiationUtil.clone(reader);
    there.open();

    byte[] bytes = Timestamp.newBuilder().setSeconds(42).setNanos(7).build().toByteArray();
    assertThat(there.read(bytes)).isEqualTo(new Moment(42, 7));
  }

  @Test
  void other_bytes_are_none() {
    reader.open();

    assertThatThrownBy(() -> reader.read(new byte[] {1, 2, 3}))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }
}
