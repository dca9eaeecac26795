package dev.drey.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.KinesisAnalyticsV2Exception;

@Command(
    name = "rehearse",
    hidden = true,
    description =
        "Makes a few harmless calls, so that an archive of class data holds what they need.")
final class Rehearse implements Callable<Integer> {
  @Mixin private Home home;

  @Override
  public Integer call() {
    try (KinesisAnalyticsV2Client client = home.server().client()) {
      client.listApplications();
      client.describeApplication(request -> request.applicationName("rehearsal"));
    } catch (KinesisAnalyticsV2Exception e) {
      return 0; // there is no such application, and the classes of that answer are wanted too
    }
    return 0;
  }
}
