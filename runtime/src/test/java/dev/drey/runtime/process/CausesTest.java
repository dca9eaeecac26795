package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.files.WholeFile;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CausesTest {
  @TempDir Path folder;

  @Test
  void the_root_of_a_trace_is_told_with_where_it_was_thrown() {
    String trace =
        """
        org.apache.flink.client.program.ProgramInvocationException: The main method caused an error
        \tat org.apache.flink.Client.run(Client.java:1)
        Caused by: java.lang.IllegalStateException: not on a Sunday
        come back later
        \tat Job.check(Job.java:7)
        \tat Job.main(Job.java:3)
        \t... 12 more
        """;

    assertThat(Causes.ofTrace(trace))
        .isEqualTo(
            "java.lang.IllegalStateException: not on a Sunday\ncome back later\n"
                + "\tat Job.check(Job.java:7)\n\tat Job.main(Job.java:3)");
  }

  @Test
  void a_death_is_told_in_one_line_with_the_last_error_of_the_log() {
    var files = new ProcessFiles(folder.resolve("jobmanager"), new DeploymentId("d"));
    Path log = folder.resolve("jobmanager.log");
    WholeFile.write(files.exit(), "1\n");
    WholeFile.write(
        log,
        """
        {"timestamp":1,"message":"an older one","messageType":"ERROR"}
        {"timestamp":2,"message":"in between","messageType":"INFO"}
        {"timestamp":3,"message":"Could not start.","messageType":"ERROR","throwableInformation":"java.lang.RuntimeException: wrapped\\n\\tat x.Y.z(Y.java:1)\\nCaused by: java.net.BindException: Address already in use\\n\\tat x.Y.z(Y.java:1)\\n"}
        {"timestamp":4,"message":"Shutting down","messageType":"INFO"}
        """);

    assertThat(Causes.ofDeath("the JobManager", files, log))
        .isEqualTo(
            "the JobManager ended with status 1: java.net.BindException: Address already in use");
  }

  @Test
  void what_java_prints_as_it_dies_comes_before_the_log() {
    var files = new ProcessFiles(folder.resolve("taskmanager-1-1"), new DeploymentId("d"));
    WholeFile.write(files.exit(), "3\n");
    WholeFile.write(
        files.out(), "hello\nTerminating due to java.lang.OutOfMemoryError: Java heap space\n");

    assertThat(Causes.ofDeath("TaskManager 1", files, folder.resolve("none")))
        .isEqualTo(
            "TaskManager 1 ended with status 3: Terminating due to java.lang.OutOfMemoryError:"
                + " Java heap space");
  }

  @Test
  void a_death_that_nobody_saw_is_told_too() {
    var files = new ProcessFiles(folder.resolve("jobmanager"), new DeploymentId("d"));

    assertThat(Causes.ofDeath("the JobManager", files)).isEqualTo("the JobManager is gone");
  }
}
