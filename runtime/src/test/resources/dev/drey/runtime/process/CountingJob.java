import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.FileWriter;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts numbers in state and appends each count to a file; what else it does its properties say. */
public final class CountingJob {
  private CountingJob() {}

  public static void main(String[] arguments) throws Exception {
    Properties job = KinesisAnalyticsRuntime.getApplicationProperties().get("job");
    String mood = job.getProperty("mood", "steady");
    if (mood.equals("throws")) {
      throw new IllegalStateException("not on a Sunday");
    }
    if (mood.equals("hangs")) {
      Thread.sleep(Long.MAX_VALUE);
    }
    long numbers = Long.parseLong(job.getProperty("numbers", "100000000"));
    String out = job.getProperty("out");
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment
        .fromSource(
            new DataGeneratorSource<>(
                number -> number, numbers, RateLimiterStrategy.perSecond(100), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(number -> number % 3)
        .process(new Counter(out))
        .uid(job.getProperty("uid", "counter"))
        .name("counter")
        .print()
        .uid("nowhere");
    environment.execute("counting");
  }

  static final class Counter extends KeyedProcessFunction<Long, Long, Long> {
    private final String out;
    private transient ValueState<Long> count;

    Counter(String out) {
      this.out = out;
    }

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> collector) throws Exception {
      long next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      try (FileWriter writer = new FileWriter(out, true)) {
        writer.write(number % 3 + " " + next + "\n");
      }
    }
  }
}
