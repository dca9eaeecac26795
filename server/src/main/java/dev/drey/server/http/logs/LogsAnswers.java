package dev.drey.server.http.logs;

import dev.drey.core.control.Applications;
import dev.drey.core.logs.ApplicationLogs;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.HashMap;
import java.util.Map;

/** What an account is answered about logs. Nothing can be written to them but by applications. */
public final class LogsAnswers {
  private LogsAnswers() {}

  public static Map<String, Answer> of(
      Account account, Applications applications, ApplicationLogs logs) {
    var groups = new LogGroups(account, applications);
    Map<String, Answer> answers = new HashMap<>(new GroupAnswers(groups, logs).all());
    answers.putAll(new EventAnswers(groups, logs).all());
    return answers;
  }
}
