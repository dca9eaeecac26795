package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.cli.transfer.FromAws;
import dev.drey.cli.transfer.Transfer;
import dev.drey.cli.transfer.Untransferable;
import java.io.IOException;
import java.io.PrintWriter;
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
import software.amazon.awssdk.services.s3.S3Client;

@Command(
    name = "import",
    description = {
      "Creates an application from what 'aws kinesisanalyticsv2 describe-application' prints,",
      "and says what of it is not carried over."
    },
    mixinStandardHelpOptions = true)
final class Import implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "FILE", description = "the description; - for standard input")
  private String file;

  @Option(
      names = "--tags",
      paramLabel = "FILE",
      description = "what 'aws kinesisanalyticsv2 list-tags-for-resource' prints")
  private Optional<Path> tags = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", description = "another name for it")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      description = "another runtime environment: FLINK-1_20 or FLINK-2_3")
  private Optional<String> runtime = Optional.empty();

  @Option(
      names = "--code",
      paramLabel = "FILE",
      description = "its jar, to be put into the object store here under the bucket and key it has")
  private Optional<Path> code = Optional.empty();

  @Option(names = "--dry-run", description = "only says what would be created; needs no server")
  private boolean dryRun;

  @Mixin private Home home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Transfer transfer = transfer();
    ObjectNode creation = transfer.documents().get(0);
    if (code.isPresent()) {
      FromAws.withoutObjectVersion(creation);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun) {
      out.println(Output.pretty(creation));
    } else {
      Server server = home.server();
      code.ifPresent(jar -> upload(server, jar, creation));
      JsonNode created = server.askService("CreateApplication", creation).path("ApplicationDetail");
      out.println(created.path("ApplicationName").asText() + " is created; it does not run yet.");
    }
    out.flush();
    PrintWriter beside = spec.commandLine().getErr();
    transfer.notes().forEach(note -> beside.println("- " + note));
    beside.flush();
    return 0;
  }

  private Transfer transfer() {
    try {
      return FromAws.of(
          read(file),
          tags.map(path -> read(path.toString())).orElseGet(MissingNode::getInstance),
          new FromAws.Wishes(name, runtime));
    } catch (Untransferable e) {
      throw new CommandFailed(file + ": " + e.getMessage());
    }
  }

  private static JsonNode read(String from) {
    try {
      return from.equals("-")
          ? JSON.readTree(System.in)
          : JSON.readTree(Files.readString(Path.of(from)));
    } catch (IOException e) {
      throw new CommandFailed("Cannot read " + from + " as JSON: " + e.getMessage());
    }
  }

  private static void upload(Server server, Path jar, ObjectNode creation) {
    JsonNode place = FromAws.place(creation);
    if (place.isMissingNode()) {
      throw new CommandFailed("The description names no bucket to put " + jar + " into.");
    }
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailed("There is no file " + jar + ".");
    }
    String bucket = place.path("BucketARN").asText().replaceFirst("^arn:aws[a-z-]*:s3:::", "");
    try (S3Client objects = server.objects()) {
      if (objects.listBuckets().buckets().stream().noneMatch(it -> it.name().equals(bucket))) {
        objects.createBucket(request -> request.bucket(bucket));
      }
      objects.putObject(request -> request.bucket(bucket).key(place.path("FileKey").asText()), jar);
    }
  }
}
