package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.capacity.Advice;
import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.capacity.Sizing;
import dev.drey.core.capacity.SizingReport;
import dev.drey.core.capacity.Usage;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.metrics.History;
import dev.drey.core.metrics.ObservedUse;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.Map;
import java.util.TreeMap;

/** What an application of some parallelism takes here, number by number with its reason. */
public final class SizingAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Account account;
  private final Commands commands;
  private final Applications applications;
  private final Sizes sizes;
  private final ObservedUse use;

  public SizingAnswers(
      Account account, Commands commands, Applications applications, Sizes sizes, ObservedUse use) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
    this.sizes = sizes;
    this.use = use;
  }

  public Map<String, Answer> all() {
    return Map.of("ExplainSizing", this::explain);
  }

  private JsonNode explain(ObjectNode request) {
    Map<String, String> options = new TreeMap<>();
    Parallelism usual = Parallelism.DEFAULT;
    if (request.has("ApplicationName")) {
      Configuration configuration = configuration(request.get("ApplicationName").asText());
      usual = configuration.parallelism();
      options.putAll(configuration.sizeOptions());
    }
    request
        .path("FlinkConfiguration")
        .properties()
        .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
    var parallelism =
        new Parallelism(
            ConfigurationType.CUSTOM,
            request.path("Parallelism").asInt(usual.parallelism()),
            request.path("ParallelismPerKPU").asInt(usual.perKpu()),
            usual.autoScaling());
    Sizing sizing = Sizing.of(parallelism, sizes, new SizeOptions(options));
    ObjectNode answer = JSON.valueToTree(SizingReport.of(sizing));
    if (request.path("FromUse").asBoolean()) {
      answer.set("Use", JSON.valueToTree(use(request, sizing)));
    }
    return answer;
  }

  /** By the size that it has, whatever else is asked about. */
  private Map<String, Object> use(ObjectNode request, Sizing sizing) {
    if (!request.has("ApplicationName")) {
      throw new Refused(
          Reason.INVALID_ARGUMENT, "FromUse goes with the ApplicationName of what was used");
    }
    Usage used = use.of(id(request.get("ApplicationName").asText()), History.LONG);
    return SizingReport.of(used, Advice.of(sizing, used));
  }

  private Configuration configuration(String name) {
    Application application = commands.find(id(name));
    return applications
        .version(application.id(), application.version())
        .orElseThrow()
        .configuration();
  }

  private ApplicationId id(String name) {
    return new ApplicationId(account.region(), account.id(), new ApplicationName(name));
  }
}
