package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.StateSweep;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.util.Map;

/** What lies under the state folders and is needed by nothing. */
public final class StateAnswers {
  private final Account account;
  private final Account home;
  private final StateSweep sweep;
  private final boolean deletes;

  /**
   * The answers of one account.
   *
   * @param home the account that may ask: what is nobody's is the server's owner's
   */
  public StateAnswers(Account account, Account home, StateSweep sweep, boolean deletes) {
    this.account = account;
    this.home = home;
    this.sweep = sweep;
    this.deletes = deletes;
  }

  public Map<String, Answer> all() {
    return Map.of("PruneState", this::prune);
  }

  private JsonNode prune(ObjectNode request) {
    if (!account.equals(home)) {
      throw Fault.of(
          "AccessDeniedException",
          "state that is nobody's may be looked at and deleted by account " + home.id() + " alone");
    }
    boolean looks = request.path("DryRun").asBoolean() || !deletes;
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("State");
    (looks ? sweep.rehearse() : sweep.run())
        .forEach(
            item ->
                list.addObject()
                    .put("Path", item.path())
                    .put("UnneededSince", item.since().getEpochSecond())
                    .put("Deleted", item.deleted()));
    return answer;
  }
}
