package dev.drey.server.http.logs;

import dev.drey.core.control.Applications;
import dev.drey.core.control.Applications.Logging;
import dev.drey.core.lifecycle.Application;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** The log groups of an account, each with its streams. */
final class LogGroups {
  private final Account account;
  private final Applications applications;

  LogGroups(Account account, Applications applications) {
    this.account = account;
    this.applications = applications;
  }

  SortedSet<String> names() {
    return applications.logGroups(account.region(), account.id());
  }

  /** The streams of a group, by name. */
  Map<String, LogStream> group(String name) {
    Map<String, LogStream> streams = new TreeMap<>();
    for (Logging each : applications.loggingTo(account.region(), account.id(), name)) {
      var stream = new LogStream(each.place(), List.of(each.application()));
      streams.merge(stream.name(), stream, LogGroups::together);
    }
    if (streams.isEmpty()) {
      throw notFound("log group");
    }
    return streams;
  }

  private static LogStream together(LogStream one, LogStream other) {
    List<Application> both = new ArrayList<>(one.applications());
    both.addAll(other.applications());
    return new LogStream(one.place(), both);
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
