package dev.drey.server.keeping;

import dev.drey.core.control.Applications;
import dev.drey.core.control.Proving;
import dev.drey.core.control.Verification;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.keeper.policy.Share.Depth;
import dev.drey.keeper.tend.Verifier;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The server's own verification, for the keeper that runs inside it. */
public final class OwnVerifier implements Verifier {
  private final String region;
  private final String account;
  private final Applications applications;
  private final Verification verification;

  /** Of one account. */
  public OwnVerifier(
      String region, String account, Applications applications, Verification verification) {
    this.region = region;
    this.account = account;
    this.applications = applications;
    this.verification = verification;
  }

  @Override
  public Set<String> unverified(String application) {
    ApplicationId id = id(application);
    return applications.snapshots(id).stream()
        .filter(snapshot -> snapshot.proof().isEmpty())
        .map(Snapshot::name)
        .filter(name -> verification.progress(id, name).isEmpty())
        .map(SnapshotName::value)
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<String> lastProven(String application) {
    return applications.snapshots(id(application)).stream()
        .filter(Snapshot::listed)
        .filter(Snapshot::isUsable)
        .filter(snapshot -> snapshot.proof().isPresent())
        .map(snapshot -> snapshot.name().value())
        .findFirst();
  }

  @Override
  public Optional<String> verify(String application, String snapshot, Depth depth) {
    try {
      verification.ask(
          id(application), new SnapshotName(snapshot), Proving.Depth.valueOf(depth.name()));
      return Optional.empty();
    } catch (Refused e) {
      return Optional.of(e.getMessage());
    }
  }

  private ApplicationId id(String application) {
    return new ApplicationId(region, account, new ApplicationName(application));
  }
}
