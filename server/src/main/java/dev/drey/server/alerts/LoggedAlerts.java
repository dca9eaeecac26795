package dev.drey.server.alerts;

import dev.drey.core.health.Alarms.Notice;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts in the server's own log, where they stand whoever else is told. */
public final class LoggedAlerts implements Consumer<Notice> {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedAlerts.class);

  @Override
  public void accept(Notice notice) {
    String what = notice.subject().ailment().name();
    String application = notice.subject().application().name().value();
    switch (notice.state()) {
      case RAISED ->
          LOG.warn(
              "alert {}: {}. {} application={}",
              what,
              notice.says(),
              notice.subject().ailment().nextStep(),
              application);
      case CLEARED ->
          LOG.info("alert {} is over: {} application={}", what, notice.says(), application);
    }
  }
}
