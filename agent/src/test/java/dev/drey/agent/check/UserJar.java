package dev.drey.agent.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Jars as a user would bring them: one class {@code Main}, compiled when the test runs. */
final class UserJar {
  private static final String IMPORTS =
      """
      import org.apache.flink.api.common.eventtime.WatermarkStrategy;
      import org.apache.flink.api.common.typeinfo.Types;
      import org.apache.flink.connector.datagen.source.DataGeneratorSource;
      import org.apache.flink.streaming.api.datastream.*;
      import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
      import org.apache.flink.streaming.api.functions.*;
      import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
      import org.apache.flink.util.Collector;
      """;

  private final Path folder;

  UserJar(Path folder) {
    this.folder = folder;
  }

  /** A jar whose main() is this, with a manifest that says so. */
  Path withMain(String body) throws IOException {
    return pack(compile(body), Optional.of("Main"));
  }

  Path withoutMainClass(String body) throws IOException {
    return pack(compile(body), Optional.empty());
  }

  Path naming(String mainClass) throws IOException {
    return pack(compile(""), Optional.of(mainClass));
  }

  /** A counting job: a generated source, a count by key, a sink, each by the uid given. */
  Path counting(String source, String keySelector, String keyType, String count)
      throws IOException {
    return withMain(
        """
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(new DataGeneratorSource<>(n -> "key-" + n, 100, Types.STRING),
                WatermarkStrategy.noWatermarks(), "generated").uid("%s")
            .keyBy(%s, %s)
            .process(new KeyedProcessFunction<>() {
              public void processElement(String line, Context context, Collector<String> out) {}
            }, Types.STRING).name("visits").uid("%s")
            .sinkTo(new DiscardingSink<>()).uid("sink");
        env.execute("counting");
        """
            .formatted(source, keySelector, keyType, count));
  }

  private Path compile(String body) throws IOException {
    var source =
        IMPORTS
            + "public class Main { public static void main(String[] args) throws Exception {\n%s\n} }"
                .formatted(body);
    var classes = Files.createTempDirectory(folder, "classes");
    var unit =
        new SimpleJavaFileObject(URI.create("memory:///Main.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, null, options, null, List.of(unit));
    if (!task.call()) {
      throw new IOException("does not compile:\n" + source);
    }
    return classes;
  }

  private Path pack(Path classes, Optional<String> mainClass) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    mainClass.ifPresent(name -> manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name));
    var jar = Files.createTempFile(folder, "user", ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.list(classes)) {
      for (Path file : files.toList()) {
        out.putNextEntry(new JarEntry(file.getFileName().toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }
}
