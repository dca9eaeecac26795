package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Jars that cannot run, each for a reason of its own. */
final class TroubleJar {
  private static final String IMPORTS =
      """
      import org.apache.flink.api.common.functions.*;
      import org.apache.flink.api.common.functions.OpenContext;
      import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
      import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
      """;

  private TroubleJar() {}

  /** Its main() does what {@code body} says. */
  static Path ofMain(Path folder, String name, String body) {
    return of(
        folder,
        name,
        IMPORTS
            + "public class Main { public static void main(String[] a) throws Exception { "
            + body
            + " } }",
        true);
  }

  /** Its job is complete, and its operator cannot be opened. */
  static Path ofJobThatCannotOpen(Path folder, String name) {
    return of(
        folder,
        name,
        IMPORTS
            + """
            public class Main {
              public static void main(String[] a) throws Exception {
                var env = StreamExecutionEnvironment.getExecutionEnvironment();
                env.fromSequence(1, Long.MAX_VALUE).map(new Unopened()).uid("unopened").sinkTo(new DiscardingSink<>());
                env.execute();
              }
              public static class Unopened extends RichMapFunction<Long, Long> {
                @Override public void open(OpenContext c) { throw new IllegalStateException("the operator cannot be opened"); }
                @Override public Long map(Long n) { return n; }
              }
            }
            """,
        true);
  }

  /**
   * Its job keeps a set of bits for each key, which Kryo writes; and main() has its own mind about
   * checkpoints.
   */
  static Path ofKryoState(Path folder, String name) {
    return of(
        folder,
        name,
        IMPORTS
            + """
            import org.apache.flink.api.common.eventtime.WatermarkStrategy;
            import org.apache.flink.api.common.state.*;
            import org.apache.flink.api.common.typeinfo.Types;
            import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
            import org.apache.flink.connector.datagen.source.DataGeneratorSource;
            import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
            import org.apache.flink.util.Collector;
            public class Main {
              public static void main(String[] a) throws Exception {
                var env = StreamExecutionEnvironment.getExecutionEnvironment();
                env.enableCheckpointing(3_600_000);
                env.configure(org.apache.flink.configuration.Configuration.fromMap(
                    java.util.Map.of("execution.checkpointing.dir", "file:///nowhere/at/all")));
                env.fromSource(
                        new DataGeneratorSource<>(n -> n, Long.MAX_VALUE, RateLimiterStrategy.perSecond(50), Types.LONG),
                        WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
                    .keyBy(n -> n % 3, Types.LONG)
                    .process(new Baskets()).uid("baskets").name("baskets")
                    .sinkTo(new DiscardingSink<>()).uid("sink");
                env.execute();
              }
              public static class Baskets extends KeyedProcessFunction<Long, Long, Long> {
                private transient ValueState<java.util.BitSet> basket;
                @Override public void open(OpenContext c) {
                  basket = getRuntimeContext().getState(
                      new ValueStateDescriptor<>("basket", Types.GENERIC(java.util.BitSet.class)));
                }
                @Override public void processElement(Long n, Context c, Collector<Long> out) throws Exception {
                  var bits = basket.value() == null ? new java.util.BitSet() : basket.value();
                  bits.set((int) (n % 100));
                  basket.update(bits);
                }
              }
            }
            """,
        true);
  }

  static Path withoutMainClass(Path folder, String name) {
    return of(folder, name, "public class Main { }", false);
  }

  private static Path of(Path folder, String name, String source, boolean mainClass) {
    try {
      Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
      Path file = Files.writeString(classes.resolve("Main.java"), source);
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-cp", flink(), "-d", classes.toString(), file.toString());
      assertThat(status).as("compiled %s", name).isZero();
      Path jar = folder.resolve(name + ".jar");
      write(classes, jar, mainClass);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path classes, Path jar, boolean mainClass) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (mainClass) {
      manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(classes)) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        var entries = new JarOutputStream(out, manifest)) {
      for (Path file : files) {
        entries.putNextEntry(new JarEntry(file.getFileName().toString()));
        Files.copy(file, entries);
      }
    }
  }

  private static String flink() throws IOException {
    try (Stream<Path> jars = Files.list(Drey.distribution().resolve("runtimes/flink-1.20/lib"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
    }
  }
}
