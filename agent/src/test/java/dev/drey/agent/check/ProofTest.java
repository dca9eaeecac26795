package dev.drey.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.agent.line.OperatorStates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** State in RocksDB's native format, whole and damaged in every way that can be told. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProofTest {
  private static final int ENTRIES = 2_000;
  private static final ClassLoader HERE = ProofTest.class.getClassLoader();

  @TempDir private Path folder;
  private Path table;
  private Path plain;
  private Path head;

  /** A value whose class the code may not have any more. */
  public static final class Visit {
    public long at;
  }

  @BeforeEach
  void write() throws Exception {
    table = folder.resolve("0a1b");
    table(table);
    plain = Files.writeString(folder.resolve("0c2d"), "MANIFEST-000004\n");
    head = Files.write(folder.resolve("0e3f"), head());
    var tables =
        new IncrementalRemoteKeyedStateHandle(
            UUID.randomUUID(),
            KeyGroupRange.of(0, 127),
            1,
            List.of(HandleAndLocalPath.of(handle(table), "000008.sst")),
            List.of(HandleAndLocalPath.of(handle(plain), "CURRENT")),
            handle(head));
    var operator = OperatorStates.of(new OperatorID(1, 2), 1, 128);
    operator.putState(0, OperatorSubtaskState.builder().setManagedKeyedState(tables).build());
    try (var out = Files.newOutputStream(folder.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(operator), List.of()), out);
    }
  }

  private static void table(Path file) throws RocksDBException {
    RocksDB.loadLibrary();
    try (var options = new Options();
        var environment = new EnvOptions();
        var writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      for (int i = 0; i < ENTRIES; i++) {
        writer.put(bytes("key-%08d".formatted(i)), bytes("value " + i * 31));
      }
      writer.finish();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] head() throws IOException {
    TypeSerializer<Visit> visits =
        Types.POJO(Visit.class)
            .createSerializer(
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration())
                    .getConfig()
                    .getSerializerConfig());
    var state =
        new StateMetaInfoSnapshot(
            "visits",
            BackendStateType.KEY_VALUE,
            Map.of(),
            Map.of(
                CommonSerializerKeys.VALUE_SERIALIZER.toString(), visits.snapshotConfiguration()));
    var out = new ByteArrayOutputStream();
    new KeyedBackendSerializationProxy<>(
            LongSerializer.INSTANCE, new ArrayList<>(List.of(state)), false)
        .write(new DataOutputViewStreamWrapper(out));
    return out.toByteArray();
  }

  private static StreamStateHandle handle(Path file) throws IOException {
    return new FileStateHandle(new org.apache.flink.core.fs.Path(file.toUri()), Files.size(file));
  }

  @Test
  void state_that_is_whole_is_read_to_its_end() throws Exception {
    Proof proof = proof(HERE);

    assertThat(proof.damage()).isEmpty();
    assertThat(proof.files()).isEqualTo(4);
    assertThat(proof.tables()).isEqualTo(1);
    assertThat(proof.values()).isEqualTo(1);
    assertThat(proof.bytes())
        .isEqualTo(
            Files.size(table)
                + Files.size(plain)
                + Files.size(head)
                + Files.size(folder.resolve("_metadata")));
    assertThat(folder.resolve("table.sst")).doesNotExist();
  }

  /** What looks for files that nothing names anymore reads no more than that. */
  @Test
  void the_names_of_files_stand_in_the_metadata_as_they_are() throws Exception {
    String metadata =
        new String(Files.readAllBytes(folder.resolve("_metadata")), StandardCharsets.ISO_8859_1);

    assertThat(metadata)
        .contains(table.getFileName().toString())
        .contains(plain.getFileName().toString())
        .contains(head.getFileName().toString());
  }

  @Test
  void a_byte_that_has_turned_in_a_table_is_found_wherever_it_is() throws Exception {
    byte[] whole = Files.readAllBytes(table);
    for (int at = 10; at < whole.length - 100; at += whole.length / 20) {
      byte[] turned = whole.clone();
      turned[at] ^= 0x10;
      Files.write(table, turned);

      assertThat(proof(HERE).damage())
          .as("byte %d of %d", at, whole.length)
          .singleElement()
          .asString()
          .contains("0a1b")
          .containsIgnoringCase("checksum");
    }
  }

  @Test
  void files_that_are_missing_cut_or_too_long_are_named() throws Exception {
    byte[] whole = Files.readAllBytes(plain);
    Files.delete(plain);
    assertThat(proof(HERE).damage()).singleElement().asString().contains("0c2d is not there");

    Files.write(plain, new byte[] {1});
    assertThat(proof(HERE).damage())
        .singleElement()
        .asString()
        .contains("0c2d has 1 bytes, not 16");

    Files.write(plain, new byte[whole.length + 1]);
    assertThat(proof(HERE).damage()).singleElement().asString().contains("has 17 bytes, not 16");
  }

  @Test
  void values_whose_class_the_code_has_no_more_are_named() throws Exception {
    Proof proof = proof(new Without(Visit.class));

    assertThat(proof.damage())
        .singleElement()
        .asString()
        .contains("state 'visits'")
        .contains("cannot be loaded");
    assertThat(proof(Optional.empty()).damage()).as("nobody knows the code").isEmpty();
  }

  @Test
  void metadata_that_is_gone_or_broken_is_damage_too() throws Exception {
    Path metadata = folder.resolve("_metadata");
    byte[] whole = Files.readAllBytes(metadata);
    Files.write(metadata, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(proof(HERE).damage()).singleElement().asString().contains("cannot be read");

    Files.delete(metadata);
    assertThat(proof(HERE).damage()).singleElement().asString().contains("_metadata is not there");
  }

  private Proof proof(ClassLoader code) throws Exception {
    return proof(Optional.of(code));
  }

  private Proof proof(Optional<ClassLoader> code) throws Exception {
    var proof = new Proof(folder, code);
    proof.read(folder.toUri().toString());
    return proof;
  }
}
