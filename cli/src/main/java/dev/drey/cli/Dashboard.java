package dev.drey.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UrlType;

@Command(
    name = "dashboard",
    description =
        "Prints a link to Flink's dashboard of a running application, to be opened within three minutes.",
    mixinStandardHelpOptions = true)
final class Dashboard implements Callable<Integer> {
  @Parameters(paramLabel = "APPLICATION")
  private String application;

  @Mixin private Home home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (KinesisAnalyticsV2Client client = home.server().client()) {
      String link =
          client
              .createApplicationPresignedUrl(
                  request ->
                      request.applicationName(application).urlType(UrlType.FLINK_DASHBOARD_URL))
              .authorizedUrl();
      spec.commandLine().getOut().println(link);
    }
    return 0;
  }
}
