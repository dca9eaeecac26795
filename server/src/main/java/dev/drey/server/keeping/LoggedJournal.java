package dev.drey.server.keeping;

import dev.drey.keeper.tend.Journal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the keeper's lines into the server's log; what stays so is told once. */
final class LoggedJournal implements Journal {
  private static final Logger log = LoggerFactory.getLogger("dev.drey.keeper");

  private final String account;
  private final Map<String, String> last = new ConcurrentHashMap<>();

  /** Of the keeper of one account. */
  LoggedJournal(String account) {
    this.account = account;
  }

  @Override
  public void tell(Line line) {
    String message = line.kind() + " " + line.message();
    if (message.equals(last.put(line.application(), message))) {
      return;
    }
    String snapshot = line.snapshot().map(name -> " snapshot=" + name).orElse("");
    switch (line.kind()) {
      case TAKEN,
          DELETED,
          MARKED,
          WAITED,
          VERIFYING,
          WOULD_TAKE,
          WOULD_DELETE,
          WOULD_MARK,
          WOULD_VERIFY ->
          log.info(
              "{} account={} application={}{}", message, account, line.application(), snapshot);
      case FAILED, REFUSED, UNREADABLE, TROUBLE ->
          log.warn(
              "{} account={} application={}{}", message, account, line.application(), snapshot);
    }
  }
}
