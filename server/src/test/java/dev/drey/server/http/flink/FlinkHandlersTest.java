package dev.drey.server.http.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.server.http.flink.FlinkPaths.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What the dashboard forwards, held against Flink's own classes: everything that its REST server
 * can register is described by a message header, and each of those is asked for its method and
 * path.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FlinkHandlersTest {
  private static final String HEADER =
      "org.apache.flink.runtime.rest.handler.RestHandlerSpecification";

  /** The Flinks that this build has laid out, by their names, such as {@code flink-1.20}. */
  private static List<Path> flinks() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> runtimes = Files.list(Path.of("../runtimes"))) { // from this module
      for (Path runtime : runtimes.filter(it -> it.endsWith(named(it))).toList()) {
        Path lib = runtime.resolve("target").resolve(runtime.getFileName()).resolve("lib");
        if (Files.isDirectory(lib)) {
          found.add(runtime);
        }
      }
    }
    if (found.isEmpty()) {
      System.err.println("LEFT OUT: there is no Flink in ../runtimes; build runtimes/flink-1.20");
    }
    assumeTrue(!found.isEmpty(), "no Flink was built");
    return found;
  }

  private static String named(Path runtime) {
    String name = runtime.getFileName().toString();
    return name.startsWith("flink-") ? name : "none";
  }

  @Test
  void every_handler_of_Flink_is_in_the_list_that_was_decided_upon() throws Exception {
    for (Path flink : flinks()) {
      assertThat(listed(flink.getFileName().toString()))
          .as("the list for %s, against its classes", flink.getFileName())
          .containsExactlyInAnyOrderElementsOf(handlers(flink));
    }
  }

  @Test
  void what_a_GET_may_ask_is_decided_for_each_and_all_else_is_closed() throws Exception {
    for (Path flink : flinks()) {
      for (String handler : handlers(flink)) {
        String[] both = handler.split(" ");
        if (both[0].equals("GET")) {
          assertThat(FlinkPaths.known()).as(flink.getFileName().toString()).contains(both[1]);
        } else {
          // other methods are refused before their path is looked at; see FlinkDashboardTest
          assertThat(both[0]).isIn("POST", "PUT", "PATCH", "DELETE");
        }
      }
    }
  }

  @Test
  void whatever_starts_or_ends_something_is_closed() throws Exception {
    for (Path flink : flinks()) {
      for (String handler : handlers(flink)) {
        String path = handler.substring(handler.indexOf(' ') + 1);
        if (path.matches(".*(yarn-|/jars|:triggerid|profiler|/run|upload).*")) {
          String asked =
              path.replaceAll(":(jobid|triggerid)", "0123456789abcdef0123456789abcdef")
                  .replaceAll(":[a-z]+", "x");
          assertThat(FlinkPaths.verdict(asked).rule()).as(handler).isEqualTo(Rule.CLOSED);
        }
      }
    }
  }

  private static List<String> listed(String flink) throws IOException {
    try (InputStream in = FlinkHandlersTest.class.getResourceAsStream(flink + "-handlers.txt")) {
      assertThat(in).as("%s-handlers.txt beside this test", flink).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  /** Method and path of each, ordered by path. */
  private static List<String> handlers(Path flink) throws Exception {
    List<URL> jars = new ArrayList<>();
    Path lib = flink.resolve("target").resolve(flink.getFileName()).resolve("lib");
    try (Stream<Path> files = Files.list(lib)) {
      for (Path jar : files.toList()) {
        jars.add(jar.toUri().toURL());
      }
    }
    SortedSet<String> handlers = new TreeSet<>(FlinkHandlersTest::byPath);
    try (var loader =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> header = loader.loadClass(HEADER);
      for (URL jar : jars) {
        if (jar.getPath().contains("/flink-runtime-")) {
          addHandlers(jar.toURI(), loader, header, handlers);
        }
      }
    }
    assertThat(handlers).hasSizeGreaterThan(50);
    return List.copyOf(handlers);
  }

  private static int byPath(String one, String other) {
    String[] left = one.split(" ");
    String[] right = other.split(" ");
    return left[1].equals(right[1]) ? left[0].compareTo(right[0]) : left[1].compareTo(right[1]);
  }

  private static void addHandlers(
      URI jar, ClassLoader loader, Class<?> header, SortedSet<String> handlers) throws Exception {
    try (var file = new JarFile(Path.of(jar).toFile())) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (!name.matches("org/apache/flink/runtime/(rest|webmonitor)/.*Headers?\\.class")) {
          continue;
        }
        Class<?> candidate = loader.loadClass(name.replaceAll("\\.class$", "").replace('/', '.'));
        if (header.isAssignableFrom(candidate) && !Modifier.isAbstract(candidate.getModifiers())) {
          Object made = made(candidate);
          handlers.add(
              header.getMethod("getHttpMethod").invoke(made)
                  + " "
                  + header.getMethod("getTargetRestEndpointURL").invoke(made));
        }
      }
    }
  }

  /** Most have one instance; a few are made for a cluster, with numbers that do not matter here. */
  private static Object made(Class<?> header) throws ReflectiveOperationException {
    Optional<Constructor<?>> plain =
        Arrays.stream(header.getDeclaredConstructors())
            .filter(constructor -> constructor.getParameterCount() == 0)
            .findFirst();
    Constructor<?> constructor =
        plain.isPresent() ? plain.get() : header.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(new Object[constructor.getParameterCount()]);
  }
}
