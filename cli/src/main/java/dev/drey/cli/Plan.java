package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.capacity.JobManagerMemory;
import dev.drey.core.capacity.Kpu;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.capacity.Sizing;
import dev.drey.core.capacity.SizingReport;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.Refused;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    description = {
      "Explains a size: KPUs, processes, cores, and every part of memory.",
      "Of an application it asks the server; without one it needs none, and a KPU is AWS's."
    },
    mixinStandardHelpOptions = true)
final class Plan implements Callable<Integer> {
  private static final double MEBI = 1024 * 1024;
  private static final double TENTHS = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      arity = "0..1",
      paramLabel = "APPLICATION",
      description = "an application of the server's")
  private Optional<String> application = Optional.empty();

  @Option(names = "--parallelism", paramLabel = "N", description = "Parallelism (default: 1)")
  private Optional<Integer> parallelism = Optional.empty();

  @Option(names = "--per-kpu", paramLabel = "N", description = "ParallelismPerKPU (default: 1)")
  private Optional<Integer> perKpu = Optional.empty();

  @Option(names = "--kpu-cores", paramLabel = "CORES", description = "cores of a KPU (default: 1)")
  private double kpuCores = Kpu.AWS.cores();

  @Option(
      names = "--kpu-memory",
      paramLabel = "SIZE",
      description = "memory of a KPU (default: 4g)")
  private String kpuMemory = "4g";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "an option of Flink's that decides over sizes, such as"
              + " taskmanager.memory.managed.fraction=0.2, or taskmanager.disk.size=50g")
  private Map<String, String> options = new TreeMap<>();

  @Option(
      names = "--from-use",
      description = "of an application: what it really used in two weeks, and what size follows")
  private boolean fromUse;

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (fromUse && application.isEmpty()) {
      throw new CommandFailed("--from-use needs the name of an application.");
    }
    PrintWriter out = spec.commandLine().getOut();
    JsonNode report = application.map(this::asked).orElseGet(this::computed);
    if (output.isJson()) {
      out.println(Output.pretty(report));
    } else if (fromUse) {
      printUse(report.path("Use"), out);
    } else {
      print(report, out);
    }
    return 0;
  }

  private JsonNode asked(String name) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("ApplicationName", name);
    parallelism.ifPresent(number -> request.put("Parallelism", number));
    perKpu.ifPresent(number -> request.put("ParallelismPerKPU", number));
    request.put("FromUse", fromUse);
    ObjectNode more = request.putObject("FlinkConfiguration");
    options.forEach(more::put);
    return home.server().ask("ExplainSizing", request);
  }

  private JsonNode computed() {
    try {
      var sizes =
          new Sizes(new Kpu(kpuCores, MemorySize.parse(kpuMemory)), JobManagerMemory.DEFAULT, 0);
      var asked =
          new Parallelism(ConfigurationType.CUSTOM, parallelism.orElse(1), perKpu.orElse(1), false);
      return JSON.valueToTree(SizingReport.of(Sizing.of(asked, sizes, new SizeOptions(options))));
    } catch (Refused | IllegalArgumentException e) {
      throw new CommandFailed(e.getMessage());
    }
  }

  private static void print(JsonNode report, PrintWriter out) {
    JsonNode aws = report.path("Aws");
    out.printf("%d KPUs: %s%n%n", report.path("Kpus").asInt(), report.path("WhyKpus").asText());
    new Table("", "here", "on AWS, as documented")
        .row(
            "KPUs",
            report.path("Kpus").asInt(),
            aws.path("Kpus").asInt() + " (" + aws.path("KpusBilled").asInt() + " billed)")
        .row("TaskManagers", report.path("TaskManagers").asInt(), "not documented")
        .row("slots of each", report.path("SlotsPerTaskManager").asInt(), "not documented")
        .row("slots that stay empty", report.path("IdleSlots").asInt(), "")
        .row("cores", report.path("Cores").asDouble(), aws.path("Cores").asInt())
        .row("memory", mebi(report.path("MemoryBytes")), mebi(aws.path("MemoryBytes")))
        .row("disk", disk(report), aws.path("DiskGibibytes").asInt() + " GiB")
        .print(out);
    out.println();
    out.printf("cores: %s%n", report.path("WhyCores").asText());
    out.printf("disk: %s%n%n", report.path("WhyDisk").asText());
    var parts = new Table("process", "part", "size", "why");
    report
        .path("Parts")
        .forEach(
            part ->
                parts.row(
                    part.path("Process").asText(),
                    part.path("Name").asText(),
                    mebi(part.path("Bytes")),
                    part.path("Why").asText()));
    parts.print(out);
    out.println();
    var others =
        new Table(
            "per KPU", "KPUs", "empty slots", "cores", "memory", "heap a slot", "RocksDB a slot");
    others(others, report);
    report.path("Alternatives").forEach(each -> others(others, each));
    others.print(out);
    out.println();
    report.path("Notes").forEach(note -> out.println("- " + note.asText()));
  }

  private static void printUse(JsonNode use, PrintWriter out) {
    var evidence = new Table("measured", "value", "unit", "how", "of");
    for (JsonNode each : use.path("Evidence")) {
      evidence.row(
          each.path("Metric").asText(),
          Math.round(each.path("Value").asDouble() * TENTHS) / TENTHS,
          each.path("Unit").asText(),
          each.path("Statistic").asText(),
          each.path("Points").asInt() + " points");
    }
    evidence.print(out);
    out.println();
    use.path("Why").forEach(why -> out.println("- " + why.asText()));
  }

  private static void others(Table table, JsonNode sizing) {
    table.row(
        sizing.path("ParallelismPerKPU").asInt(),
        sizing.path("Kpus").asInt(),
        sizing.path("IdleSlots").asInt(),
        sizing.path("Cores").asDouble(),
        mebi(sizing.path("MemoryBytes")),
        mebi(sizing.path("TaskHeapBytesPerSlot")),
        mebi(sizing.path("ManagedBytesPerSlot")));
  }

  private static String disk(JsonNode report) {
    return report.has("DiskBytes") ? mebi(report.path("DiskBytes")) : "not set apart";
  }

  private static String mebi(JsonNode bytes) {
    return Math.round(bytes.asLong() / MEBI) + " MiB";
  }
}
