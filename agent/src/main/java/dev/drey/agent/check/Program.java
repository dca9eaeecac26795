package dev.drey.agent.check;

import dev.drey.agent.line.Planning;
import dev.drey.agent.python.PythonFailed;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.FlinkPipelineTranslationUtil;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** A user's program whose main() can be run up to the job it describes. */
public final class Program implements AutoCloseable {
  private final String name;
  private final PackagedProgram packaged;
  private final Configuration configuration;

  private Program(String name, PackagedProgram packaged, Configuration configuration) {
    this.name = name;
    this.packaged = packaged;
    this.configuration = configuration;
  }

  /** Of what is asked for. */
  public static Program open(CheckRequest request, Configuration configuration) throws Refused {
    return request.jar().isPresent()
        ? ofJar(request, request.jar().get(), configuration)
        : ofClass(request, configuration);
  }

  /** Of our own class path, with what the configuration adds to it. */
  private static Program ofClass(CheckRequest request, Configuration configuration) throws Refused {
    try {
      var packaged =
          PackagedProgram.newBuilder()
              .setUserClassPaths(
                  ConfigUtils.decodeListFromConfig(
                          configuration, PipelineOptions.CLASSPATHS, URI::create)
                      .stream()
                      .map(Program::url)
                      .toList())
              .setEntryPointClassName(request.mainClass().orElseThrow())
              .setArguments(request.arguments().toArray(String[]::new))
              .setConfiguration(configuration)
              .build();
      return new Program("the program", packaged, configuration);
    } catch (ProgramInvocationException e) {
      throw new Refused(Kind.MAIN_CLASS_UNFIT, Refused.inWords(e), e);
    }
  }

  private static URL url(URI address) {
    try {
      return address.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a place of classes: " + address, e);
    }
  }

  private static Program ofJar(CheckRequest request, Path jar, Configuration configuration)
      throws Refused {
    String mainClass = mainClass(request, jar);
    try {
      var packaged =
          PackagedProgram.newBuilder()
              .setJarFile(jar.toFile())
              .setEntryPointClassName(mainClass)
              .setArguments(request.arguments().toArray(String[]::new))
              .setConfiguration(configuration)
              .build();
      return new Program("main() of " + mainClass, packaged, configuration);
    } catch (ProgramInvocationException e) {
      throw refusal(jar, mainClass, e);
    }
  }

  private static String mainClass(CheckRequest request, Path file) throws Refused {
    if (!Files.isRegularFile(file)) {
      throw new Refused(Kind.NO_JAR, "There is no jar at " + file + ".");
    }
    try (var jar = new JarFile(file.toFile())) {
      return request
          .mainClass()
          .or(() -> named(jar))
          .orElseThrow(
              () ->
                  new Refused(
                      Kind.NO_MAIN_CLASS,
                      "%s names no main class: build it with a Main-Class entry in its manifest."
                          .formatted(file.getFileName())));
    } catch (IOException | SecurityException e) {
      throw new Refused(
          Kind.CORRUPT_JAR,
          "%s is not a readable jar: %s".formatted(file.getFileName(), Refused.inWords(e)),
          e);
    }
  }

  private static Optional<String> named(JarFile jar) {
    try {
      return Optional.ofNullable(jar.getManifest())
          .map(Manifest::getMainAttributes)
          .flatMap(Program::named);
    } catch (IOException e) {
      throw new SecurityException("its manifest cannot be read", e);
    }
  }

  private static Optional<String> named(Attributes manifest) {
    // Flink's own entry comes first, as in Flink.
    return Optional.ofNullable(
            manifest.getValue(PackagedProgram.MANIFEST_ATTRIBUTE_ASSEMBLER_CLASS))
        .or(() -> Optional.ofNullable(manifest.getValue(Attributes.Name.MAIN_CLASS)));
  }

  private static Refused refusal(Path jar, String mainClass, ProgramInvocationException e) {
    var root = Refused.rootOf(e);
    if (root instanceof ClassNotFoundException) {
      return new Refused(
          Kind.MAIN_CLASS_MISSING,
          "%s has no class %s, which is to be its main class."
              .formatted(jar.getFileName(), mainClass),
          e);
    }
    return new Refused(
        Kind.MAIN_CLASS_UNFIT,
        "%s cannot be the main class of %s: %s"
            .formatted(mainClass, jar.getFileName(), root.getMessage()),
        e);
  }

  String mainClass() {
    return packaged.getMainClassName();
  }

  public ClassLoader classLoader() {
    return packaged.getUserCodeClassLoader();
  }

  /**
   * Runs main() up to its first execute(); nothing is executed, and what follows there does not
   * run.
   */
  @SuppressWarnings("try") // the context works by being open
  public Pipeline describe() throws Refused {
    Optional<Throwable> thrown = Optional.empty();
    Optional<Pipeline> pipeline;
    try (var planning = Planning.open(configuration, classLoader());
        var context = TemporaryClassLoaderContext.of(classLoader())) {
      try {
        packaged.invokeInteractiveModeForExecution();
      } catch (Throwable t) { // execute() ends main() by an Error of Flink's
        thrown = Optional.of(t);
      }
      pipeline = planning.pipeline();
    }
    if (pipeline.isPresent()) {
      return pipeline.get();
    }
    throw thrown.map(this::threw).orElseGet(this::endedWithoutJob);
  }

  /** What Flink makes of a job that it described, with its jars. */
  public JobGraph jobGraph(Pipeline pipeline, Configuration settings, int parallelism) {
    var graph =
        FlinkPipelineTranslationUtil.getJobGraph(classLoader(), pipeline, settings, parallelism);
    graph.addJars(packaged.getJobJarAndDependencies());
    graph.setClasspaths(packaged.getClasspaths());
    return graph;
  }

  private Refused threw(Throwable thrown) {
    var told =
        thrown instanceof ProgramInvocationException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return new Refused(
        Kind.MAIN_THREW,
        told instanceof PythonFailed
            ? told.getMessage()
            : "%s threw %s".formatted(name, Refused.inWords(told)),
        told);
  }

  private Refused endedWithoutJob() {
    return new Refused(
        Kind.MAIN_ENDED_WITHOUT_JOB,
        "%s ended without a job: it never called execute()".formatted(name));
  }

  @Override
  public void close() {
    packaged.close();
  }
}
