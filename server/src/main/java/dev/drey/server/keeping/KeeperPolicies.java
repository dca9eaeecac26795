package dev.drey.server.keeping;

import dev.drey.core.control.PolicyCheck;
import dev.drey.keeper.policy.CodeRetention;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Unreadable;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Policies as the keeper reads them. */
public final class KeeperPolicies implements PolicyCheck {

  @Override
  public Set<String> tags() {
    Set<String> tags = new HashSet<>(Policy.tags());
    tags.add(CodeRetention.TAG);
    return tags;
  }

  @Override
  public Optional<String> problem(Map<String, String> tags, Map<String, String> group) {
    try {
      Policy.read(tags, group);
      CodeRetention.of(tags);
      return Optional.empty();
    } catch (Unreadable e) {
      return Optional.of(e.getMessage());
    }
  }
}
