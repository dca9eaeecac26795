package dev.drey.sdk.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProtobufSchemaTest {
  /** What a job works with. */
  public record Moment(long seconds, String trouble) {}

  private final ProtobufSchema<Timestamp, Moment> schema =
      new ProtobufSchema<>(
          Timestamp.class,
          Moment.class,
          message -> new Moment(message.getSeconds(), ""),
          bytes -> new Moment(0, bytes.length + " bytes"));

  @Test
  void a_message_becomes_a_record() throws Exception {
    var there = InstantiationUtil.clone(schema);
    there.open(null);

    assertThat(there.deserialize(Timestamp.newBuilder().setSeconds(42).build().toByteArray()))
        .isEqualTo(new Moment(42, ""));
    assertThat(there.deserialize(new byte[] {1, 2, 3})).isEqualTo(new Moment(0, "3 bytes"));
    assertThat(there.getProducedType()).isInstanceOf(PojoTypeInfo.class);
  }
}
