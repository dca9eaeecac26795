package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Pruning;
import dev.drey.core.model.Sha256;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The code that is kept, and what of it nothing needs. */
public final class ArtifactAnswers {
  private final Account account;
  private final Account home;
  private final Applications applications;
  private final Pruning pruning;

  /**
   * The answers of one account.
   *
   * @param home the account that owns this server, and with it the code that is nobody's any more
   */
  public ArtifactAnswers(
      Account account, Account home, Applications applications, Pruning pruning) {
    this.account = account;
    this.home = home;
    this.applications = applications;
    this.pruning = pruning;
  }

  public Map<String, Answer> all() {
    return Map.of("PruneArtifacts", this::prune);
  }

  private JsonNode prune(ObjectNode request) {
    boolean dry = request.path("DryRun").asBoolean();
    Predicate<Sha256> own = own();
    List<Pruning.Item> items =
        (dry ? pruning.rehearse() : pruning.run(own))
            .stream().filter(item -> own.test(item.code())).toList();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("Artifacts");
    for (Pruning.Item item : items) {
      ObjectNode one = list.addObject();
      one.put("Sha256", item.code().value()).put("Bytes", item.bytes());
      item.unneededSince().ifPresent(at -> one.put("UnneededSince", at.getEpochSecond()));
      one.put("Deleted", item.deleted());
    }
    answer.put("BytesKept", bytes(items, item -> !item.deleted()));
    answer.put(
        "BytesUnneeded", bytes(items, item -> item.unneededSince().isPresent() && !item.deleted()));
    answer.put("BytesDeleted", bytes(items, Pruning.Item::deleted));
    return answer;
  }

  private static long bytes(List<Pruning.Item> items, Predicate<Pruning.Item> counted) {
    return items.stream().filter(counted).mapToLong(Pruning.Item::bytes).sum();
  }

  /** Code is kept once for all accounts; each sees and prunes what its own versions have named. */
  private Predicate<Sha256> own() {
    if (account.equals(home)) {
      return code -> true;
    }
    return applications.codeInUse(account.region(), account.id())::contains;
  }
}
