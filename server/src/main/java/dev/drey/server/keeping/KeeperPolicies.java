package dev.drey.server.keeping;

import dev.drey.core.control.PolicyCheck;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Unreadable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Policies as the keeper reads them. */
public final class KeeperPolicies implements PolicyCheck {

  @Override
  public Set<String> tags() {
    return Policy.tags();
  }

  @Override
  public Optional<String> problem(Map<String, String> tags, Map<String, String> group) {
    try {
      Policy.read(tags, group);
      return Optional.empty();
    } catch (Unreadable e) {
      return Optional.of(e.getMessage());
    }
  }
}
