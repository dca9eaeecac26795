package dev.drey.server.keeping;

import dev.drey.keeper.tend.Journal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the keeper's lines into the server's log; what stays so is told once. */
final class LoggedJournal implements Journal {
  private static final Logger log = LoggerFactory.getLogger("dev.drey.keeper");

  private final Map<String, String> last = new ConcurrentHashMap<>();

  @Override
  public void tell(Line line) {
    String message = line.kind() + " " + line.message();
    if (message.equals(last.put(line.application(), message))) {
      return;
    }
    String snapshot = line.snapshot().map(name -> " snapshot=" + name).orElse("");
    switch (line.kind()) {
      case TAKEN, DELETED, WAITED, WOULD_TAKE, WOULD_DELETE ->
          log.info("{} application={}{}", message, line.application(), snapshot);
      case FAILED, REFUSED, UNREADABLE, TROUBLE ->
          log.warn("{} application={}{}", message, line.application(), snapshot);
    }
  }
}
