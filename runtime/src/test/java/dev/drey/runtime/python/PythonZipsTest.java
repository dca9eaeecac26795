package dev.drey.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.runtime.files.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** With this machine's Python where there is one, and nothing of Flink's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonZipsTest {
  private static final RuntimeEnvironment FLINK = new RuntimeEnvironment("FLINK-1_20");

  @TempDir private Path folder;
  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Map<String, String> options = new TreeMap<>(Map.of("python", "main.py"));
  private PythonZips zips;

  @BeforeEach
  void environment() throws IOException {
    Path runtime = folder.resolve("flink-1.20");
    WholeFile.write(runtime.resolve("python-requirements.txt"), "apache-flink==1.20.0\n");
    WholeFile.write(runtime.resolve("opt/flink-python-1.jar"), "jar");
    var environments =
        new PythonEnvironments(
            folder.resolve("home"),
            Map.of(FLINK, runtime, new RuntimeEnvironment("FLINK-2_3"), folder.resolve("2.3")));
    zips = new PythonZips(environments, folder.resolve("workshop"), 8 << 20);
    Path bin = Files.createDirectories(folder.resolve("home").resolve(NAME).resolve("bin"));
    Files.createDirectories(bin.resolveSibling("lib/python3.11/site-packages"));
    Path python = bin.resolve("python");
    WholeFile.write(python, "#!/bin/sh\nexec python3.11 \"$@\"\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
    with("main.py", "import json\n");
  }

  /** The first letters of the hash of the requirements above. */
  private static final String NAME = "python-39a907fa65a6";

  private static boolean isPythonThere() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(each -> Path.of(each, "python3.11"))
        .anyMatch(Files::isExecutable);
  }

  @Test
  void a_program_whose_modules_are_all_there_is_taken_without_running_it() {
    options.put("pyFiles", "dep");
    with(
        "main.py",
        """
        import json, helper
        from counting import Counting
        try:
            import simplejson
        except ImportError:
            pass
        def later():
            import nowhere
        raise SystemExit("this is never run")
        """);
    with("helper.py", "import os.path\n");
    with("dep/counting/__init__.py", "from .one import Counting\n");

    assertThatCode(this::check).doesNotThrowAnyException();
    assertThat(folder.resolve("workshop")).isEmptyDirectory();
  }

  @Test
  void a_module_that_is_nowhere_is_named_with_the_file_that_wants_it() {
    with("main.py", "import helper\n");
    with("helper.py", "import json\nfrom nowhere.at import all\n");

    refused("helper.py, which in line 2 imports nowhere.at");
  }

  @Test
  void a_program_that_looks_for_modules_elsewhere_is_left_alone() {
    with("main.py", "import sys\nsys.path.append('vendor')\nimport nowhere\n");

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void a_program_for_another_python_is_named_with_its_line() {
    with("main.py", "x = 1\nprint 'two'\n");

    refused("main.py, which Python 3.11 cannot read, line 2,");
  }

  @ParameterizedTest
  @CsvSource({
    "../up.py, outside of the application's folder",
    "/etc/passwd, outside of the application's folder",
    "dep/../../up.py, outside of the application's folder",
    "dep/fast.cpython-310-x86_64-linux-gnu.so, compiled for another Python (cpython-310)",
    "dep/fast.cp311-win_amd64.pyd, compiled for another system",
    "main.py/inner.py, main.py as a file"
  })
  void an_entry_that_cannot_be_unpacked_or_loaded_is_named(String entry, String why) {
    with(entry, "x");

    refused("holds " + entry, why);
  }

  @Test
  void a_library_of_another_system_is_named_by_what_it_begins_with() {
    entries.put("dep/fast.abi3.so", HexFormat.of().parseHex("cffaedfe" + "00".repeat(28)));

    refused("holds dep/fast.abi3.so", "compiled for another system");
  }

  @Test
  void a_module_compiled_for_this_python_is_taken() {
    with("dep/fast.cpython-311.so", "x");

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void a_symbolic_link_is_named() throws IOException {
    with("link.py", "/etc/passwd");
    byte[] zip = zip(entries);
    // The directory's entry for it: made on Unix, and with the mode of a link.
    int at = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("link.py") - 46;
    zip[at + 5] = 3;
    zip[at + 41] = (byte) 0xa1;
    zip[at + 40] = (byte) 0xff;

    refused(() -> check(zip), "holds link.py", "symbolic link");
  }

  @Test
  void a_bomb_is_refused_before_it_is_unpacked() throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (var out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("main.py"));
      for (int mebi = 0; mebi <= 8; mebi++) {
        out.write(zeros);
      }
      out.closeEntry();
    }

    refused(() -> check(bytes.toByteArray()), "more than 8 MiB", "main.py");
  }

  @Test
  void what_properties_name_has_to_be_there() {
    options.put("python", "other.py");
    refused("holds no other.py", "python");

    options.put("python", "main.py");
    options.put("pyFiles", "dep");
    refused("holds no dep", "pyFiles");

    options.remove("pyFiles");
    options.put("jarfile", "lib/all.jar");
    refused("holds no lib/all.jar", "jarfile");
  }

  @ParameterizedTest
  @CsvSource({
    "flink-connector-kafka, 3.4.0-1.20, true",
    "flink-connector-kinesis, 4.3.0-1.19, true",
    "flink-connector-kafka, 4.0.0-2.0, false",
    "flink-connector-kafka, 9.0.0-1.21, false",
    "flink-connector-base, 1.20.5, true",
    "flink-core, 2.3.0, false",
    "flink-sql-avro, 2.3.0, false",
    "flink-sql-connector-mysql-cdc, 3.2.1, true",
    "flink-ml-core, 2.3.0, true",
    "flink-shaded-jackson, 2.14.2-17.0, true"
  })
  void a_jar_for_another_flink_is_named_with_what_is_in_it(
      String artifact, String version, boolean fits) {
    options.put("jarfile", "lib/all.jar");
    String path = "META-INF/maven/org.apache.flink/" + artifact + "/pom.properties";
    byte[] properties = ("version=" + version + "\n").getBytes(StandardCharsets.UTF_8);
    entries.put("lib/all.jar", zip(Map.of(path, properties)));

    if (fits) {
      assertThatCode(this::check).doesNotThrowAnyException();
    } else {
      refused("lib/all.jar", artifact + " " + version, "FLINK-1_20");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.flink, 3.4.0-1.20, true",
    "org.apache.flink, 5.0.0-2.2, false",
    "com.acme, 5.0.0-2.2, true"
  })
  void a_connectors_manifest_tells_its_flink(String vendor, String version, boolean fits) {
    options.put("jarfile", "lib/all.jar");
    String manifest =
        """
        Manifest-Version: 1.0
        Implementation-Title: Flink : Connectors : Kafka
        Implementation-Version: %s
        Implementation-Vendor-Id: %s
        """
            .formatted(version, vendor);
    byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
    entries.put("lib/all.jar", zip(Map.of("META-INF/MANIFEST.MF", bytes)));

    if (fits) {
      assertThatCode(this::check).doesNotThrowAnyException();
    } else {
      refused("lib/all.jar", "Flink : Connectors : Kafka 5.0.0-2.2", "FLINK-1_20");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Source, older, true",
    "Source, inherited, true",
    "Source, newer, false",
    "Source, of_neither, true",
    "Newer, , false",
    "Plugin, , true"
  })
  void a_jar_that_calls_what_only_another_flink_has_is_named(
      String type, String method, boolean fits) {
    lib("flink-1.20", "Base", "Object", "inherited");
    lib("flink-1.20", "Source", "Base", "older");
    lib("2.3", "Source", "Object", "newer");
    lib("2.3", "Newer", "Object", "any");
    options.put("jarfile", "lib/all.jar");
    entries.put("lib/all.jar", zip(Map.of("com/acme/Steps.class", caller(type, method))));

    if (fits) {
      assertThatCode(this::check).doesNotThrowAnyException();
    } else {
      refused("lib/all.jar", "com.acme.Steps", "org.apache.flink." + type, "FLINK-2_3");
    }
  }

  /** A jar with a class of Flink's. */
  private void lib(String runtime, String name, String parent, String method) {
    var type = new ClassWriter(0);
    String base = parent.equals("Object") ? "java/lang/Object" : "org/apache/flink/" + parent;
    type.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "org/apache/flink/" + name, null, base, null);
    type.visitMethod(Opcodes.ACC_PUBLIC + Opcodes.ACC_NATIVE, method, "()V", null, null);
    byte[] jar = zip(Map.of("org/apache/flink/" + name + ".class", type.toByteArray()));
    try {
      Files.createDirectories(folder.resolve(runtime).resolve("opt"));
      Path lib = Files.createDirectories(folder.resolve(runtime).resolve("lib"));
      Files.write(lib.resolve(name + ".jar"), jar);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * @param method none where only the class is named
   */
  private static byte[] caller(String type, String method) {
    var caller = new ClassWriter(0);
    caller.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "com/acme/Steps", null, "java/lang/Object", null);
    caller.newClass("org/apache/flink/" + type);
    if (method != null) {
      caller.newMethod("org/apache/flink/" + type, method, "()V", false);
    }
    return caller.toByteArray();
  }

  @Test
  void a_class_that_is_none_is_not_judged() {
    lib("flink-1.20", "Source", "Object", "older");
    lib("2.3", "Newer", "Object", "any");
    options.put("jarfile", "lib/all.jar");
    entries.put("lib/all.jar", zip(Map.of("com/acme/Steps.class", new byte[100])));

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void a_jar_that_is_none_is_named() {
    options.put("jarfile", "lib/all.jar");
    with("lib/all.jar", "no jar");

    refused("lib/all.jar, which is not a jar");
  }

  @Test
  void an_archive_inside_is_held_against_the_same() {
    options.put("pyArchives", "data.zip#data");
    entries.put("data.zip", zip(Map.of("../up", new byte[1])));

    refused("data.zip", "holds ../up");
  }

  @Test
  void where_there_is_no_environment_it_is_told_how_to_make_one() {
    assertThatThrownBy(
            () ->
                new PythonEnvironments(
                        folder.resolve("elsewhere"), Map.of(FLINK, folder.resolve("flink-1.20")))
                    .of(FLINK))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("drey runtime install python");
    assertThatThrownBy(() -> check(zip(entries), new RuntimeEnvironment("FLINK-2_3")))
        .hasMessageContaining("do not run on FLINK-2_3")
        .hasMessageContaining("FLINK-1_20");
  }

  private void with(String path, String text) {
    entries.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void check() {
    check(zip(entries));
  }

  private void check(byte[] zip) {
    check(zip, FLINK);
  }

  private void check(byte[] zip, RuntimeEnvironment runtime) {
    assumeTrue(isPythonThere(), "LEFT OUT: there is no python3.11 on the PATH");
    try {
      Path file = Files.write(folder.resolve("app.zip"), zip);
      var groups = List.of(new PropertyGroup(PythonProgram.GROUP, options));
      zips.check(file, "s3://code/app.zip", PythonProgram.of(groups).orElseThrow(), runtime);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void refused(String... words) {
    refused(this::check, words);
  }

  private static void refused(ThrowingCallable what, String... words) {
    assertThatThrownBy(what)
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("s3://code/app.zip")
        .message()
        .contains(words);
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
