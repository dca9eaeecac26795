package dev.drey.agent.check;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tells in a JVM of its own whether saved state is whole. It ends when its standard input does, so
 * that it does not outlive whoever asked. Exit status 0: the result is written, whatever it says.
 */
public final class ProveState {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USAGE = "usage: ProveState CONFIG_DIR STATE SCRATCH_DIR OUT [JAR...]";
  private static final int LEAST = 4;

  private ProveState() {}

  public static void main(String[] words) throws IOException {
    if (words.length < LEAST) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Lifetime.ofInput();
    ObjectNode result =
        result(
            words[0],
            words[1],
            Path.of(words[2]),
            Arrays.stream(words).skip(LEAST).map(Path::of).toList());
    Path out = Path.of(words[3]);
    Path beside = out.resolveSibling(out.getFileName() + ".part");
    Files.write(beside, JSON.writeValueAsBytes(result));
    Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    System.exit(0);
  }

  /**
   * What reading it has shown.
   *
   * @param jars of the code that wrote it; none where that is not known
   */
  static ObjectNode result(String conf, String state, Path scratch, List<Path> jars) {
    ObjectNode result = JSON.createObjectNode();
    try {
      Configuration configuration = GlobalConfiguration.loadConfiguration(conf);
      FileSystem.initialize(
          configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
      var proof =
          new Proof(
              scratch,
              jars.isEmpty() ? Optional.empty() : Optional.of(userCode(jars, configuration)));
      proof.read(state);
      result.put("files", proof.files()).put("bytes", proof.bytes());
      result.put("tables", proof.tables()).put("values", proof.values());
      proof.damage().forEach(result.putArray("damage")::add);
    } catch (IOException | ProgramInvocationException | RuntimeException | LinkageError e) {
      result.put("trouble", Refused.inWords(e));
    } catch (Refused e) {
      result.put("trouble", e.getMessage());
    }
    return result;
  }

  /** As the job has it: its jars, and jars inside them, before Flink's own classes. */
  private static ClassLoader userCode(List<Path> jars, Configuration configuration)
      throws MalformedURLException, ProgramInvocationException {
    List<URL> all = new ArrayList<>();
    for (Path jar : jars) {
      URL url = jar.toUri().toURL();
      all.add(url);
      for (var contained : PackagedProgram.extractContainedLibraries(url)) {
        all.add(contained.toURI().toURL());
      }
    }
    return ClientUtils.buildUserCodeClassLoader(
        all, List.of(), ProveState.class.getClassLoader(), configuration);
  }
}
