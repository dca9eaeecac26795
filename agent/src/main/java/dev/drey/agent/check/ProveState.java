package dev.drey.agent.check;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
  private static final String USAGE = "usage: ProveState CONFIG_DIR STATE SCRATCH_DIR OUT [JAR]";
  private static final int LEAST = 4;

  private ProveState() {}

  public static void main(String[] words) throws IOException {
    if (words.length < LEAST) {
      System.err.println(USAGE);
      System.exit(2);
    }
    endWithInput();
    ObjectNode result =
        result(
            words[0],
            words[1],
            Path.of(words[2]),
            words.length > LEAST ? Optional.of(Path.of(words[LEAST])) : Optional.empty());
    Path out = Path.of(words[3]);
    Path beside = out.resolveSibling(out.getFileName() + ".part");
    Files.write(beside, JSON.writeValueAsBytes(result));
    Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    System.exit(0);
  }

  private static void endWithInput() {
    var watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // nobody says anything
                }
              } catch (IOException e) {
                // that is an end, too
              }
              Runtime.getRuntime().halt(2);
            },
            "end-with-input");
    watch.setDaemon(true);
    watch.start();
  }

  static ObjectNode result(String conf, String state, Path scratch, Optional<Path> jar) {
    ObjectNode result = JSON.createObjectNode();
    try {
      Configuration configuration = GlobalConfiguration.loadConfiguration(conf);
      FileSystem.initialize(
          configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
      var proof =
          new Proof(
              scratch,
              jar.isPresent() ? Optional.of(userCode(jar.get(), configuration)) : Optional.empty());
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

  /** As the job has it: its jar, and jars inside it, before Flink's own classes. */
  private static ClassLoader userCode(Path jar, Configuration configuration)
      throws MalformedURLException, ProgramInvocationException {
    URL url = jar.toUri().toURL();
    List<URL> jars = new ArrayList<>(List.of(url));
    for (var contained : PackagedProgram.extractContainedLibraries(url)) {
      jars.add(contained.toURI().toURL());
    }
    return ClientUtils.buildUserCodeClassLoader(
        jars, List.of(), ProveState.class.getClassLoader(), configuration);
  }
}
