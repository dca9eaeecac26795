package dev.drey.server.http.logs;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.LogPlace;
import java.util.List;

/** A log stream: what some applications log, which is one as a rule. */
record LogStream(LogPlace place, List<Application> applications) {
  LogStream {
    applications = List.copyOf(applications);
  }

  String group() {
    return place.group();
  }

  String name() {
    return place.stream();
  }
}
