package dev.drey.core.health;

import dev.drey.core.model.ApplicationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody was told of and has not been told the end of. An alarm ends only when nothing was
 * found for a while, so that one that comes and goes is one alarm.
 *
 * @param raised by what they are about
 * @param quiet how long nothing was found when one ends
 */
public record Alarms(Map<Subject, Raised> raised, Duration quiet) {

  public Alarms {
    raised = Map.copyOf(raised);
  }

  /** Nobody was told of anything. */
  public static Alarms none(Duration quiet) {
    return new Alarms(Map.of(), quiet);
  }

  /** One thing that can be wrong with one application. */
  public record Subject(ApplicationId application, Ailment ailment) {}

  /**
   * An alarm.
   *
   * @param since when it was raised
   * @param seen when it was found last
   * @param says what was found last
   */
  public record Raised(Instant since, Instant seen, String says) {}

  /** What has to be told. */
  public record Notice(State state, Subject subject, String says, Instant since, Instant at) {
    /** Whether it begins or ends. */
    public enum State {
      RAISED,
      CLEARED
    }

    /** The same for beginning and end. */
    public String id() {
      return String.join(
          "/",
          subject.application().name().value(),
          subject.ailment().name(),
          Long.toString(since.toEpochMilli()));
    }
  }

  /** The alarms from now on, and what has to be told because of that. */
  public record Turn(Alarms alarms, List<Notice> notices) {
    public Turn {
      notices = List.copyOf(notices);
    }
  }

  /**
   * One look later.
   *
   * @param found what is wrong with each application that runs; empty where nobody could see. One
   *     that is missing does not run.
   */
  public Turn and(Map<ApplicationId, Optional<List<Finding>>> found, Instant now) {
    Map<Subject, Raised> next = new HashMap<>(raised);
    List<Notice> notices = new ArrayList<>();
    found.forEach(
        (application, findings) ->
            findings
                .orElse(List.of())
                .forEach(finding -> raise(next, notices, application, finding, now)));
    raised.forEach(
        (subject, alarm) -> {
          Optional<String> end = end(subject, next.get(subject), found, now);
          if (end.isPresent()) {
            next.remove(subject);
            notices.add(new Notice(Notice.State.CLEARED, subject, end.get(), alarm.since(), now));
          }
        });
    return new Turn(new Alarms(next, quiet), notices);
  }

  private static void raise(
      Map<Subject, Raised> next,
      List<Notice> notices,
      ApplicationId application,
      Finding finding,
      Instant now) {
    if (!finding.ailment().alerts()) {
      return;
    }
    var subject = new Subject(application, finding.ailment());
    Raised before = next.get(subject);
    if (before == null) {
      notices.add(new Notice(Notice.State.RAISED, subject, finding.says(), now, now));
    }
    Instant since = before == null ? now : before.since();
    next.put(subject, new Raised(since, now, finding.says()));
  }

  private Optional<String> end(
      Subject subject,
      Raised alarm,
      Map<ApplicationId, Optional<List<Finding>>> found,
      Instant now) {
    if (!found.containsKey(subject.application())) {
      return Optional.of("it does not run any more");
    }
    boolean over =
        found.get(subject.application()).isPresent() && !now.isBefore(alarm.seen().plus(quiet));
    return over
        ? Optional.of("not seen for " + Words.lasting(Duration.between(alarm.seen(), now)))
        : Optional.empty();
  }
}
