package dev.drey.server.http.own;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.control.Pruning;
import dev.drey.core.control.SetOptions;
import dev.drey.core.control.StateSweep;
import dev.drey.core.control.Verification;
import dev.drey.core.metrics.ObservedUse;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.options.OptionCatalogue;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Everything of this package, and what it is made of. */
public record OwnAnswers(
    SetOptions runtime,
    Map<RuntimeEnvironment, OptionCatalogue> catalogues,
    Sizes sizes,
    ObservedUse use,
    Pruning pruning,
    Policies policies,
    State state) {

  /**
   * What a keeper beside the server asks for.
   *
   * @param usual what holds where an application says nothing, by the words of a policy
   * @param load why it would be hard on an application to take a snapshot now, if it would
   */
  public record Policies(
      Map<String, String> usual, Function<ApplicationId, Optional<String>> load) {
    public Policies {
      usual = Map.copyOf(usual);
    }
  }

  /**
   * What is known of saved state, and what becomes of what nothing needs.
   *
   * @param deletes whether that is deleted, or only found
   */
  public record State(Verification verification, StateSweep sweep, boolean deletes) {}

  public OwnAnswers {
    catalogues = Map.copyOf(catalogues);
  }

  /** The answers of one account. */
  public Map<String, Answer> of(
      Account account, Account home, Commands commands, Applications applications) {
    Map<String, Answer> all =
        new HashMap<>(
            new OptionAnswers(account, commands, applications, runtime, catalogues).all());
    all.putAll(new SizingAnswers(account, commands, applications, sizes, use).all());
    all.putAll(new ProofAnswers(account, commands, applications, state.verification()).all());
    all.putAll(new PolicyAnswers(account, commands, policies).all());
    all.putAll(new ArtifactAnswers(account, home, applications, pruning).all());
    all.putAll(new StateAnswers(account, home, state.sweep(), state.deletes()).all());
    return all;
  }
}
