package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drey.testkit.JobRun;
import dev.drey.testkit.JobSnapshot;
import dev.drey.testkit.TestJob;
import dev.drey.testkit.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * A savepoint that Flink has written (canonical, RocksDB, parallelism 2) while sessionize kept its
 * sessions by a function of its own. Open were two visits of 192.0.2.1, from 10:00 to 10:02 and at
 * 10:50, and one of 192.0.2.3.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OldStateTest {
  private static final JobSnapshot OLD = JobSnapshot.ofSavepoint(resource("/state-of-0.1.0"));

  @Test
  void visits_that_were_open_go_on() {
    TestJob job = TestJob.of(MainTest::build).source("read-lines", line("192.0.2.1", "10:31"));

    assertThat(job.check(OLD))
        .filteredOn(verdict -> verdict.operator().contains("sessions"))
        .extracting(Verdict::outcome)
        .contains(Verdict.Outcome.RESTORED);
    for (int parallelism = 1; parallelism <= 3; parallelism++) {
      assertRuns(job.parallelism(parallelism).from(OLD).run());
      assertRuns(job.parallelism(parallelism).rocksDb().from(OLD).run());
    }
  }

  private static void assertRuns(JobRun run) {
    assertThat(run.output("write-sessions", Session.class))
        .extracting(Session::address, Session::requests, Session::entryPage, Session::exitPage)
        .containsExactlyInAnyOrder(
            tuple("192.0.2.1", 4L, "/a", "/e"), tuple("192.0.2.3", 1L, "/d", "/d"));
    List<Object> open = run.metrics("sessions").gauge("kinesisanalytics.sessionsOpen");
    assertThat(open.stream().mapToLong(each -> (long) each).sum()).isZero();
  }

  private static Path resource(String name) {
    return Path.of(URI.create(OldStateTest.class.getResource(name).toString()));
  }

  private static LogLine line(String address, String time) {
    return CombinedFormat.read(
        "%s - - [17/May/2015:%s:00 +0000] \"GET /new HTTP/1.1\" 200 7 \"-\" \"Some/1.0\""
            .formatted(address, time)
            .getBytes(UTF_8));
  }
}
