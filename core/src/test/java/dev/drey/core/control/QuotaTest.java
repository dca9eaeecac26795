package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuotaTest {
  private static final int CALLERS = 8;

  @RepeatedTest(20)
  void of_many_at_once_as_many_get_in_as_there_is_room_for() throws Exception {
    var bench = new Bench(applications(3));
    var together = new CyclicBarrier(CALLERS);
    var callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Optional<Reason>>> answers = new ArrayList<>();
      for (int n : IntStream.range(0, CALLERS).toArray()) {
        answers.add(
            callers.submit(
                () -> {
                  together.await();
                  return create(bench, "a" + n);
                }));
      }

      List<Reason> refused = new ArrayList<>();
      for (Future<Optional<Reason>> answer : answers) {
        answer.get().ifPresent(refused::add);
      }

      assertThat(refused).hasSize(CALLERS - 3).containsOnly(Reason.LIMIT_EXCEEDED);
      assertThat(bench.applications.all()).hasSize(3);
    } finally {
      callers.shutdownNow();
    }
  }

  private static Optional<Reason> create(Bench bench, String name) {
    try {
      bench
          .commands
          .applications()
          .create(
              new NewApplication(
                  new ApplicationId("us-east-1", "000000000000", new ApplicationName(name)),
                  Optional.empty(),
                  Bench.plain(),
                  Optional.empty(),
                  Map.of()));
      return Optional.empty();
    } catch (Refused e) {
      return Optional.of(e.reason());
    }
  }

  private static Quotas applications(int applications) {
    Quotas aws = Quotas.DEFAULT;
    return new Quotas(
        applications,
        aws.kpusPerApplication(),
        aws.parallelism(),
        aws.parallelismPerKpu(),
        aws.snapshotsPerApplication(),
        aws.loggingOptions(),
        aws.vpcConfigurations(),
        aws.tags(),
        aws.codeSize(),
        aws.enhancedSnapshots());
  }
}
