package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Pruning;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import dev.drey.server.wire.Fault;
import java.util.List;
import java.util.Map;

/** The code that is kept, and what of it nothing needs. */
public final class ArtifactAnswers {
  private final Account account;
  private final Account home;
  private final Pruning pruning;

  /**
   * The answers of one account.
   *
   * @param home the account that may ask: code is kept for all of them together
   */
  public ArtifactAnswers(Account account, Account home, Pruning pruning) {
    this.account = account;
    this.home = home;
    this.pruning = pruning;
  }

  public Map<String, Answer> all() {
    return Map.of("PruneArtifacts", this::prune);
  }

  private JsonNode prune(ObjectNode request) {
    if (!account.equals(home)) {
      throw Fault.of(
          "AccessDeniedException",
          "the code that is kept may be looked at and pruned by account " + home.id() + " alone");
    }
    boolean dry = request.path("DryRun").asBoolean();
    List<Pruning.Item> items = dry ? pruning.rehearse() : pruning.run();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("Artifacts");
    for (Pruning.Item item : items) {
      ObjectNode one = list.addObject();
      one.put("Sha256", item.code().value()).put("Bytes", item.bytes());
      item.unneededSince().ifPresent(at -> one.put("UnneededSince", at.getEpochSecond()));
      one.put("Deleted", item.deleted());
    }
    answer.put("BytesKept", items.stream().mapToLong(Pruning.Item::bytes).sum());
    answer.put(
        "BytesUnneeded",
        items.stream()
            .filter(item -> item.unneededSince().isPresent())
            .mapToLong(Pruning.Item::bytes)
            .sum());
    answer.put(
        "BytesDeleted",
        items.stream().filter(Pruning.Item::deleted).mapToLong(Pruning.Item::bytes).sum());
    return answer;
  }
}
