package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.control.SetOptions;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Version;
import dev.drey.core.options.OptionCatalogue;
import dev.drey.core.options.SetOption;
import dev.drey.core.options.SetOption.By;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which of Flink's options an application has, and who set each. */
public final class OptionAnswers {
  private final Account account;
  private final Commands commands;
  private final Applications applications;
  private final SetOptions runtime;
  private final Map<RuntimeEnvironment, OptionCatalogue> catalogues;

  public OptionAnswers(
      Account account,
      Commands commands,
      Applications applications,
      SetOptions runtime,
      Map<RuntimeEnvironment, OptionCatalogue> catalogues) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
    this.runtime = runtime;
    this.catalogues = Map.copyOf(catalogues);
  }

  public Map<String, Answer> all() {
    return Map.of("DescribeEffectiveConfiguration", this::describe);
  }

  private JsonNode describe(ObjectNode request) {
    var name = new ApplicationName(request.required("ApplicationName").asText());
    Application application =
        commands.find(new ApplicationId(account.region(), account.id(), name));
    int number = application.phase().launch().map(Launch::version).orElseGet(application::version);
    Version version = applications.version(application.id(), number).orElseThrow();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("ApplicationName", name.value());
    answer.put("ApplicationVersionId", number);
    answer.put("RuntimeEnvironment", version.configuration().runtime().value());
    ArrayNode options = answer.putArray("Options");
    effective(application, version)
        .values()
        .forEach(
            option ->
                options
                    .addObject()
                    .put("Key", option.key())
                    .put("Value", option.shown())
                    .put("SetBy", option.by().name()));
    return answer;
  }

  private Map<String, SetOption> effective(Application application, Version version) {
    Map<String, SetOption> options = new TreeMap<>();
    Optional.ofNullable(catalogues.get(version.configuration().runtime()))
        .ifPresent(
            catalogue ->
                catalogue
                    .all()
                    .forEach(
                        option ->
                            option
                                .preset()
                                .map(value -> new SetOption(option.key(), value, By.FLINK))
                                .ifPresent(preset -> options.put(preset.key(), preset))));
    runtime.options(application, version).forEach(option -> options.put(option.key(), option));
    version
        .configuration()
        .flinkOptions()
        .forEach(
            (key, value) -> {
              if (SizeOptions.decidesSize(key)) {
                options.put(key, new SetOption(key, value, By.APPLICATION));
              }
            });
    return options;
  }
}
