package dev.drey.server.http.own;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.control.Pruning;
import dev.drey.core.control.SetOptions;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.options.OptionCatalogue;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.HashMap;
import java.util.Map;

/** Everything of this package, and what it is made of. */
public record OwnAnswers(
    SetOptions runtime,
    Map<RuntimeEnvironment, OptionCatalogue> catalogues,
    Sizes sizes,
    Pruning pruning) {

  public OwnAnswers {
    catalogues = Map.copyOf(catalogues);
  }

  /** The answers of one account. */
  public Map<String, Answer> of(
      Account account, Account home, Commands commands, Applications applications) {
    Map<String, Answer> all =
        new HashMap<>(
            new OptionAnswers(account, commands, applications, runtime, catalogues).all());
    all.putAll(new SizingAnswers(account, commands, applications, sizes).all());
    all.putAll(new ProofAnswers(account, commands, applications).all());
    all.putAll(new ArtifactAnswers(account, home, pruning).all());
    return all;
  }
}
