package dev.drey.sdk.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sdk.Received;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonReaderTest {
  /** What a job works with. */
  public record Click(String user, long time) {}

  @Test
  void an_object_becomes_a_record_whatever_else_it_has_or_lacks() throws Exception {
    assertThat(read("{\"user\": \"ann\", \"time\": 5, \"more\": []}").value())
        .isEqualTo(new Click("ann", 5));
    assertThat(read("{}").value()).isEqualTo(new Click(null, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "{\"time\": \"noon\"}", "{} {}"})
  void other_things_are_kept_as_they_came(String text) throws Exception {
    Received<Click> received = read(text);

    assertThat(received.isReadable()).isFalse();
    assertThat(received.raw()).isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void a_record_without_data_is_passed_over() throws Exception {
    assertThat(schema().deserialize(null)).isNull();
  }

  @Test
  void what_is_received_can_travel_also_if_it_could_not_be_read() throws Exception {
    var serializer = schema().getProducedType().createSerializer(new SerializerConfigImpl());
    var out = new DataOutputSerializer(64);
    serializer.serialize(read("{\"user\": \"ann\"}"), out);
    serializer.serialize(read("junk"), out);

    var in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(serializer.deserialize(in).value()).isEqualTo(new Click("ann", 0));
    assertThat(serializer.deserialize(in).raw()).isEqualTo("junk".getBytes(UTF_8));
  }

  private static Received<Click> read(String text) throws Exception {
    return schema().deserialize(text.getBytes(UTF_8));
  }

  private static DeserializationSchema<Received<Click>> schema() throws Exception {
    DeserializationSchema<Received<Click>> there =
        InstantiationUtil.clone(Received.schema(Click.class, new JsonReader<>(Click.class)));
    there.open(null);
    return there;
  }
}
