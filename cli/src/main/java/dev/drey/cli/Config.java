package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "config",
    description = "Shows Flink's options of an application, and who set each.",
    mixinStandardHelpOptions = true)
final class Config implements Callable<Integer> {
  @Parameters(paramLabel = "APPLICATION", description = "its name")
  private String application;

  @Option(names = "--all", description = "those too that have Flink's own default")
  private boolean all;

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode answer =
        home.server()
            .ask(
                "DescribeEffectiveConfiguration",
                JsonNodeFactory.instance.objectNode().put("ApplicationName", application));
    if (output.isJson()) {
      out.println(Output.pretty(answer));
      return 0;
    }
    out.printf(
        "%s  version %d  %s%n%n",
        application,
        answer.path("ApplicationVersionId").asInt(),
        answer.path("RuntimeEnvironment").asText());
    var table = new Table("option", "value", "set by");
    for (JsonNode option : answer.path("Options")) {
      String setBy = option.path("SetBy").asText();
      if (all || !setBy.equals("FLINK")) {
        table.row(option.path("Key").asText(), option.path("Value").asText(), setBy);
      }
    }
    table.print(out);
    return 0;
  }
}
