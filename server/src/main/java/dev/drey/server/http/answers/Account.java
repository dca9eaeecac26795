package dev.drey.server.http.answers;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;

/** Whose applications these are, and where: one account in one region. */
public record Account(String region, String id) {
  ApplicationId application(Members request) {
    return new ApplicationId(region, id, new ApplicationName(request.text("ApplicationName")));
  }

  /** An application that was named in full: those of others are not here. */
  ApplicationId owning(ApplicationId named) {
    has(named.region(), named.account(), named.arn());
    return named;
  }

  /** The same of a snapshot. */
  EnhancedSnapshotId owning(EnhancedSnapshotId named) {
    has(named.region(), named.account(), named.arn());
    return named;
  }

  private void has(String inRegion, String ofAccount, String arn) {
    if (!inRegion.equals(region) || !ofAccount.equals(id)) {
      throw new Refused(
          Reason.NOT_FOUND,
          "there is no %s in account %s and region %s".formatted(arn, id, region));
    }
  }
}
