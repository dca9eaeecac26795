package dev.drey.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateHeadTest {
  private static final ClassLoader HERE = StateHeadTest.class.getClassLoader();

  @Test
  void each_state_is_told_and_what_Kryo_writes_in_it_or_in_a_part_of_it() throws IOException {
    var head =
        keyed(
            state("count", Types.LONG),
            state("basket", Types.GENERIC(BitSet.class)),
            state("visit", Types.POJO(Visit.class, Map.of("parts", Types.GENERIC(BitSet.class)))),
            state("names", Types.LIST(Types.STRING)));

    assertThat(head.keys()).isPresent();
    assertThat(head.values())
        .extracting(SavedValue::name)
        .containsExactly("count", "basket", "visit", "names");
    assertThat(head.values())
        .filteredOn(value -> value.kryo().isPresent())
        .extracting(SavedValue::name)
        .containsExactly("basket", "visit");
    assertThat(head.values().get(1).kryo()).contains(BitSet.class.getName());
    assertThat(head.values()).allSatisfy(value -> assertThat(value.unreadable()).isEmpty());
  }

  @Test
  void a_state_whose_class_is_gone_is_named_and_ends_the_reading() throws IOException {
    byte[] written =
        written(
            state("count", Types.LONG),
            state("visit", Types.POJO(Visit.class)),
            state("after", Types.LONG));

    var head = StateHead.ofKeyed(new ByteArrayInputStream(written), new Without(Visit.class));

    assertThat(head.values()).extracting(SavedValue::name).containsExactly("count", "visit");
    assertThat(head.values().get(1).unreadable()).isPresent();
  }

  @Test
  void lists_of_an_operator_are_told_too() throws IOException {
    var out = new ByteArrayOutputStream();
    new OperatorBackendSerializationProxy(
            List.of(list("offsets", Types.GENERIC(BitSet.class))),
            List.of(list("rules", Types.LONG)),
            false)
        .write(new DataOutputViewStreamWrapper(out));

    var head = StateHead.ofLists(new ByteArrayInputStream(out.toByteArray()), HERE);

    assertThat(head.keys()).isEmpty();
    assertThat(head.values()).extracting(SavedValue::name).containsExactly("offsets", "rules");
    assertThat(head.values().get(0).kryo()).contains(BitSet.class.getName());
  }

  /** A value whose class main() may not have any more. */
  public static final class Visit {
    public BitSet parts = new BitSet();
  }

  private static StateHead keyed(StateMetaInfoSnapshot... states) throws IOException {
    return StateHead.ofKeyed(new ByteArrayInputStream(written(states)), HERE);
  }

  static byte[] written(StateMetaInfoSnapshot... states) throws IOException {
    var out = new ByteArrayOutputStream();
    new KeyedBackendSerializationProxy<>(
            LongSerializer.INSTANCE, new ArrayList<>(List.of(states)), false)
        .write(new DataOutputViewStreamWrapper(out));
    return out.toByteArray();
  }

  static StateMetaInfoSnapshot state(String name, TypeInformation<?> type) {
    return state(name, BackendStateType.KEY_VALUE, type);
  }

  private static StateMetaInfoSnapshot list(String name, TypeInformation<?> type) {
    return state(name, BackendStateType.OPERATOR, type);
  }

  private static StateMetaInfoSnapshot state(
      String name, BackendStateType kind, TypeInformation<?> type) {
    var values = serializer(type).snapshotConfiguration();
    return new StateMetaInfoSnapshot(
        name, kind, Map.of(), Map.of(CommonSerializerKeys.VALUE_SERIALIZER.toString(), values));
  }

  private static TypeSerializer<?> serializer(TypeInformation<?> type) {
    return type.createSerializer(
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration())
            .getConfig()
            .getSerializerConfig());
  }
}
