package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.drey.cli.transfer.ToAws;
import dev.drey.cli.transfer.ToOperator;
import dev.drey.cli.transfer.Transfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = {
      "Writes an application for another place: as input of 'aws kinesisanalyticsv2 create-application',",
      "or as a FlinkDeployment of the Flink Kubernetes Operator. What is left to be done is told beside it."
    },
    mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
  /** Who is to take it. */
  enum Form {
    aws,
    operator
  }

  @Parameters(paramLabel = "APPLICATION", description = "its name")
  private String application;

  @Option(names = "--as", paramLabel = "FORM", description = "aws (default) or operator")
  private Form form = Form.aws;

  @Option(
      names = "--state",
      paramLabel = "URI",
      description =
          "for the operator: where its checkpoints and savepoints are to go, such as s3://bucket/clicks")
  private Optional<String> state = Optional.empty();

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "for the operator: instead of Flink's")
  private Optional<String> image = Optional.empty();

  @Option(names = "--to", paramLabel = "FILE", description = "instead of standard output")
  private Optional<Path> file = Optional.empty();

  @Mixin private Home home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Server server = home.server();
    Transfer transfer = form == Form.aws ? toAws(server) : toOperator(server);
    write(form == Form.aws ? json(transfer) : yaml(transfer));
    PrintWriter beside = spec.commandLine().getErr();
    transfer.notes().forEach(note -> beside.println("- " + note));
    beside.flush();
    return 0;
  }

  private void write(String text) {
    if (file.isEmpty()) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(file.get(), text);
    } catch (IOException e) {
      throw new CommandFailed("Cannot write " + file.get() + ": " + e.getMessage());
    }
  }

  private Transfer toAws(Server server) {
    JsonNode detail = detail(server);
    JsonNode tags =
        server
            .askService(
                "ListTagsForResource",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("ResourceARN", detail.path("ApplicationARN").asText()))
            .path("Tags");
    return ToAws.of(
        detail, tags, newestUsable(server).map(snapshot -> snapshot.path("Location").asText()));
  }

  private Transfer toOperator(Server server) {
    String place =
        state.orElseThrow(
            () ->
                new CommandFailed(
                    "--state has to say where checkpoints and savepoints go there, such as --state s3://bucket/"
                        + application));
    return ToOperator.of(
        new ToOperator.Source(
            detail(server),
            server.ask("DescribeEffectiveConfiguration", named()),
            server.ask("ExplainSizing", named()),
            newestUsable(server)),
        place,
        image);
  }

  private JsonNode detail(Server server) {
    return server.askService("DescribeApplication", named()).path("ApplicationDetail");
  }

  private Optional<JsonNode> newestUsable(Server server) {
    for (JsonNode snapshot : server.ask("DescribeSnapshots", named()).path("Snapshots")) {
      if (snapshot.path("Usable").asBoolean()) {
        return Optional.of(snapshot);
      }
    }
    return Optional.empty();
  }

  private ObjectNode named() {
    return JsonNodeFactory.instance.objectNode().put("ApplicationName", application);
  }

  private static String json(Transfer transfer) {
    return Output.pretty(transfer.documents().get(0)) + System.lineSeparator();
  }

  private static String yaml(Transfer transfer) {
    var text = new StringWriter();
    YAMLMapper yaml =
        YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    try (SequenceWriter documents = yaml.writer().writeValues(text)) {
      for (ObjectNode document : transfer.documents()) {
        documents.write(document);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
