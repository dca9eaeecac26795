import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts numbers in state. What else it does the property group "odometer" says: "out" is a file to which it appends
 * ROUND NUMBER COUNT for each number, "round" the first word there; "gate" a file that main() waits for; "hold" a file
 * as long as which is there no state is saved; "linger" a file as long as which is there the JVM of main() does not end
 * by itself; "fail" a file as long as which is there no number can be counted; "mirror" a file for all properties as main() sees them and, with ".task" at its end, as a task
 * does. main() prints its round, and each count is logged at DEBUG.
 */
public final class Odometer {
  private Odometer() {}

  public static void main(String[] arguments) throws Exception {
    Properties own = properties();
    System.out.println("round " + own.getProperty("round"));
    if (own.containsKey("mirror")) {
      mirror(Path.of(own.getProperty("mirror")));
    }
    while (own.containsKey("gate") && !Files.exists(Path.of(own.getProperty("gate")))) {
      Thread.sleep(20);
    }
    if (own.containsKey("linger")) {
      Path linger = Path.of(own.getProperty("linger"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> waitWhileThere(linger)));
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment
        .fromSource(
            new DataGeneratorSource<>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(50), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(number -> 0L, Types.LONG)
        .process(new Counter(own))
        .uid("counter")
        .name("counter")
        .print()
        .uid("printed");
    environment.execute("odometer");
  }

  static Properties properties() throws Exception {
    Properties own = KinesisAnalyticsRuntime.getApplicationProperties().get("odometer");
    return own == null ? new Properties() : own;
  }

  /** Where the class came from, what it tells, and what a program finds that opens the file by itself. */
  static void mirror(Path out) throws Exception {
    Map<String, Properties> told = new TreeMap<>(KinesisAnalyticsRuntime.getApplicationProperties());
    StringBuilder text = new StringBuilder();
    text.append(KinesisAnalyticsRuntime.class.getProtectionDomain().getCodeSource().getLocation()).append('\n');
    told.forEach((group, properties) -> text.append(group).append(new TreeMap<>(properties)).append('\n'));
    Path file = Path.of("/etc/flink/application_properties.json");
    text.append(Files.exists(file) ? Files.readString(file) : "there is no " + file).append('\n');
    Files.writeString(out, text.toString());
  }

  static void waitWhileThere(Path file) {
    try {
      while (Files.exists(file)) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static final class Counter extends KeyedProcessFunction<Long, Long, Long> implements CheckpointedFunction {
    private static final Logger LOG = LoggerFactory.getLogger("odometer.Counter");

    private final Properties own;
    private transient ValueState<Long> count;

    Counter(Properties own) {
      this.own = own;
    }

    @Override
    public void open(OpenContext context) throws Exception {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
      if (own.containsKey("mirror")) {
        mirror(Path.of(own.getProperty("mirror") + ".task"));
      }
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> collector) throws Exception {
      if (own.containsKey("fail") && Files.exists(Path.of(own.getProperty("fail")))) {
        throw new IllegalStateException("no number can be counted");
      }
      long next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      LOG.debug("counted {}", next);
      if (own.containsKey("out")) {
        String line = own.getProperty("round", "1") + " " + number + " " + next + "\n";
        Files.write(
            Path.of(own.getProperty("out")),
            line.getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      if (own.containsKey("hold")) {
        waitWhileThere(Path.of(own.getProperty("hold")));
      }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
  }
}
