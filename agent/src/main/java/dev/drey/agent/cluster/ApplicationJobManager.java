package dev.drey.agent.cluster;

import dev.drey.agent.log.Prints;
import java.io.File;
import java.util.Arrays;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.program.DefaultPackagedProgramRetriever;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.entrypoint.ClusterEntrypointUtils;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.runtime.util.JvmShutdownSafeguard;
import org.apache.flink.runtime.util.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JobManager of one application, told everything by its configuration. Flink's own entry point
 * for standalone applications takes the claim mode neither from the command line nor from the
 * configuration, which it overwrites: it knows NO_CLAIM only. Arguments: the directory of {@code
 * config.yaml}; and for a program that is no jar's, its class and what that is given.
 */
@SuppressWarnings("try") // close() of Flink's may be interrupted
public final class ApplicationJobManager extends ApplicationClusterEntryPoint {
  private static final Logger log = LoggerFactory.getLogger(ApplicationJobManager.class);
  private static final int NO_PROGRAM = 1;

  private ApplicationJobManager(Configuration configuration, PackagedProgram program) {
    super(configuration, program, StandaloneResourceManagerFactory.getInstance());
  }

  public static void main(String[] arguments) {
    Prints.toLog();
    EnvironmentInformation.logEnvironmentInfo(log, "JobManager", arguments);
    SignalHandler.register(log);
    JvmShutdownSafeguard.installAsShutdownHook(log);
    var configuration = GlobalConfiguration.loadConfiguration(arguments[0]);
    try {
      PackagedProgram program =
          ClusterEntrypoint.installSecurityContext(configuration)
              .runSecured(() -> program(configuration, arguments));
      configureExecution(configuration, program);
      ClusterEntrypoint.runClusterEntrypoint(new ApplicationJobManager(configuration, program));
    } catch (Exception e) { // whatever a jar can cause: the last error in the log is the reason
      log.error("The application's jar cannot be run.", e);
      System.exit(NO_PROGRAM);
    }
  }

  private static PackagedProgram program(Configuration configuration, String[] arguments)
      throws Exception {
    if (arguments.length > 1) {
      String[] program = Arrays.copyOfRange(arguments, 1, arguments.length);
      return program(null, GovernedMain.class.getName(), program, configuration);
    }
    File jars = ClusterEntrypointUtils.tryFindUserLibDirectory().orElseThrow();
    try (var named = program(jars, null, new String[0], configuration)) {
      String[] main = {named.getMainClassName()};
      return program(jars, GovernedMain.class.getName(), main, configuration);
    }
  }

  /**
   * @param jars null for none
   * @param mainClass null for the one that the jar's manifest names
   */
  private static PackagedProgram program(
      File jars, String mainClass, String[] arguments, Configuration configuration)
      throws Exception {
    return DefaultPackagedProgramRetriever.create(jars, mainClass, arguments, configuration)
        .getPackagedProgram();
  }
}
