package dev.drey.server.http.answers;

import dev.drey.core.control.Commands;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.server.http.Answer;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations on the inputs and outputs of SQL applications. They do not model {@code
 * UnsupportedOperationException}, so what they say has the nearest type that they do.
 */
final class SqlAnswers {
  private final Account account;
  private final Commands commands;

  SqlAnswers(Account account, Commands commands) {
    this.account = account;
    this.commands = commands;
  }

  Map<String, Answer> all() {
    return Stream.of(
            "AddApplicationInput",
            "AddApplicationInputProcessingConfiguration",
            "AddApplicationOutput",
            "AddApplicationReferenceDataSource",
            "DeleteApplicationInputProcessingConfiguration",
            "DeleteApplicationOutput",
            "DeleteApplicationReferenceDataSource")
        .collect(Collectors.toMap(Function.identity(), this::refusing));
  }

  private Answer refusing(String operation) {
    return request -> {
      var application = commands.find(account.application(new Members(request)));
      throw new Refused(
          Reason.INVALID_REQUEST,
          "%s is for SQL applications, and %s is a Flink application: what it reads and writes is said in its code"
              .formatted(operation, application.id().name()));
    };
  }
}
