package dev.drey.bench.kit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Many tests by the kit in one JVM, run by JUnit one by one or several at once. */
public final class WholeSuite {
  private static final List<Scenario> SCENARIOS = Scenarios.all();
  private static final Map<Integer, List<String>> RESULTS = new ConcurrentSkipListMap<>();

  private static int count;

  private WholeSuite() {}

  /** Takes how many tests there are, and how many run at once. */
  public static void main(String... arguments) {
    count = Integer.parseInt(arguments[0]);
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Tests.class))
            .configurationParameter(
                "junit.jupiter.execution.parallel.enabled",
                Boolean.toString(!arguments[1].equals("1")))
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", arguments[1])
            .build();
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    System.out.println("succeeded\t" + summary.getSummary().getTestsSucceededCount());
    System.out.println("results\t" + RESULTS.toString().hashCode());
  }

  /** What JUnit runs. */
  @Execution(ExecutionMode.CONCURRENT)
  static final class Tests {
    static IntStream numbers() {
      return IntStream.range(0, count);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void gives_its_result(int number) {
      RESULTS.put(number, SCENARIOS.get(number % SCENARIOS.size()).inKit());
    }
  }
}
