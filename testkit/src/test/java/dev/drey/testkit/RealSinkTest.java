package dev.drey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.testkit.line.PlainSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks that are run, writer and committer, instead of captured. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealSinkTest {
  private static final long OFTEN = 100;
  private static final String COMMITTED = "committed";
  private static final String AGAIN = "again";

  @TempDir Path folder;

  /** A line for each commit in one file, and for each that was known already in another. */
  private record Ledger(String folder) implements PlainSink<String>, SupportsCommitter<String> {
    private static final long serialVersionUID = 1;

    @Override
    public CommittingSinkWriter<String, String> createWriter(WriterInitContext context) {
      return new Pending(new ArrayList<>());
    }

    @Override
    public Committer<String> createCommitter(CommitterInitContext context) {
      return new Writing(Path.of(folder));
    }

    @Override
    public SimpleVersionedSerializer<String> getCommittableSerializer() {
      return new Text();
    }
  }

  private record Pending(List<String> written) implements CommittingSinkWriter<String, String> {
    @Override
    public void write(String element, Context context) {
      written.add(element);
    }

    @Override
    public Collection<String> prepareCommit() {
      List<String> prepared = List.copyOf(written);
      written.clear();
      return prepared;
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }

  private record Writing(Path folder) implements Committer<String> {
    @Override
    public void commit(Collection<CommitRequest<String>> requests) throws IOException {
      for (CommitRequest<String> request : requests) {
        boolean known = lines(folder, COMMITTED).contains(request.getCommittable());
        Files.writeString(
            folder.resolve(known ? AGAIN : COMMITTED),
            request.getCommittable() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        if (known) {
          request.signalAlreadyCommitted();
        }
      }
    }

    @Override
    public void close() {}
  }

  private static final class Text implements SimpleVersionedSerializer<String> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(String text) {
      return text.getBytes(UTF_8);
    }

    @Override
    public String deserialize(int version, byte[] bytes) {
      return new String(bytes, UTF_8);
    }
  }

  private TestJob job(boolean withCheckpoints) {
    String ledger = folder.toString();
    return TestJob.of(
            env -> {
              if (withCheckpoints) {
                env.enableCheckpointing(OFTEN);
              }
              env.fromData("none").uid("words").sinkTo(new Ledger(ledger)).uid("ledger");
            })
        .source("words", "a", "b", "c", "d");
  }

  private static List<String> lines(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void a_sink_that_is_captured_does_not_run() throws Exception {
    JobRun run = job(true).run();

    assertThat(run.output("ledger", String.class)).containsExactly("a", "b", "c", "d");
    assertThat(lines(folder, COMMITTED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_is_written_is_committed_at_the_end(boolean withCheckpoints) throws Exception {
    job(withCheckpoints).runSink("ledger").run();

    assertThat(lines(folder, COMMITTED)).containsExactly("a", "b", "c", "d");
  }

  /** As in Flink: state that is restored may be older than the commit that followed it. */
  @Test
  void a_snapshot_commits_and_a_restore_does_so_again() throws Exception {
    TestJob job = job(true).runSink("ledger");

    JobRun half = job.runUntil(2);
    assertThat(lines(folder, COMMITTED)).containsExactly("a", "b");
    job.parallelism(2).from(half.snapshot()).run();

    assertThat(lines(folder, COMMITTED)).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(lines(folder, AGAIN)).containsExactly("a", "b");
  }
}
