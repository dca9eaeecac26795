package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Status;

/** Tells callers, in AWS's words, that a job which is coming back cannot save its state. */
final class Downtime {
  private final Reconciler reconciler;

  Downtime(Reconciler reconciler) {
    this.reconciler = reconciler;
  }

  void refuse(Application application) {
    if (application.status() != Status.RUNNING || isHealthy(application)) {
      return;
    }
    throw new Refused(
        Reason.INVALID_CONFIGURATION,
        "Failed to take snapshot for the application "
            + application.id().name()
            + " at this moment. The application is currently experiencing downtime."
            + reconciler
                .lastSeen(application.id())
                .flatMap(seen -> seen.cause())
                .map(cause -> " Its newest failure: " + cause + ".")
                .orElse("")
            + " Retry when it runs again, or stop it with Force, which takes no snapshot.");
  }

  private boolean isHealthy(Application application) {
    return reconciler
        .lastSeen(application.id())
        .filter(seen -> seen.condition() == Condition.HEALTHY)
        .isPresent();
  }
}
