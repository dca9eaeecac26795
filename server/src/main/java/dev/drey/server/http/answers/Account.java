package dev.drey.server.http.answers;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;

/** Whose applications these are, and where: one account in one region. */
public record Account(String region, String id) {
  ApplicationId application(Members request) {
    return new ApplicationId(region, id, new ApplicationName(request.text("ApplicationName")));
  }

  /** An application that was named in full: those of others are not here. */
  ApplicationId owning(ApplicationId named) {
    if (!named.region().equals(region) || !named.account().equals(id)) {
      throw new Refused(
          Reason.NOT_FOUND,
          "there is no %s in account %s and region %s".formatted(named.arn(), id, region));
    }
    return named;
  }
}
