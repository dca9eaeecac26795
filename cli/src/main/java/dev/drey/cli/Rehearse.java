package dev.drey.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
    Server server = home.server();
    try (KinesisAnalyticsV2Client client = server.client()) {
      client.listApplications();
      askOurOwn(server);
      client.describeApplication(request -> request.applicationName("rehearsal"));
    } catch (KinesisAnalyticsV2Exception e) {
      return 0; // there is no such application, and the classes of that answer are wanted too
    }
    return 0;
  }

  private static void askOurOwn(Server server) {
    try {
      server.ask(
          "DescribeHealth",
          JsonNodeFactory.instance.objectNode().put("ApplicationName", "rehearsal"));
    } catch (CommandFailed e) {
      // there is no such application
    }
  }
}
