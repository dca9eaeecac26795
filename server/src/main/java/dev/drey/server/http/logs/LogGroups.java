package dev.drey.server.http.logs;

import dev.drey.core.control.Applications;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The log groups of an account, each with its streams. */
final class LogGroups {
  private final Account account;
  private final Applications applications;

  LogGroups(Account account, Applications applications) {
    this.account = account;
    this.applications = applications;
  }

  /** Streams by group, both in the order of their names. */
  Map<String, Map<String, LogStream>> all() {
    Map<String, Map<String, LogStream>> groups = new TreeMap<>();
    applications.all().stream()
        .filter(id -> account.equals(new Account(id.region(), id.account())))
        .flatMap(id -> stream(id).stream())
        .forEach(
            stream ->
                groups
                    .computeIfAbsent(stream.group(), group -> new TreeMap<>())
                    .merge(stream.name(), stream, LogGroups::together));
    return groups;
  }

  private Optional<LogStream> stream(ApplicationId id) {
    return applications
        .find(id)
        .flatMap(
            application ->
                applications
                    .version(id, application.version())
                    .map(version -> LogStream.of(application, version.configuration())));
  }

  private static LogStream together(LogStream one, LogStream other) {
    List<Application> both = new ArrayList<>(one.applications());
    both.addAll(other.applications());
    return new LogStream(one.group(), one.name(), both);
  }

  /** The streams of a group, by name. */
  Map<String, LogStream> group(String name) {
    return Optional.ofNullable(all().get(name)).orElseThrow(() -> notFound("log group"));
  }

  LogStream stream(String group, String name) {
    return Optional.ofNullable(group(group).get(name)).orElseThrow(() -> notFound("log stream"));
  }

  /** In AWS's words, which some programs look for. */
  private static Fault notFound(String what) {
    return Fault.of("ResourceNotFoundException", "The specified " + what + " does not exist.");
  }

  String arn(String group) {
    return "arn:aws:logs:%s:%s:log-group:%s".formatted(account.region(), account.id(), group);
  }
}
