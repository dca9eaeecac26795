package dev.drey.server.http.answers;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;

/** Whose applications these are, and where: one account in one region. */
public record Account(String region, String id) {
  ApplicationId application(Members request) {
    return new ApplicationId(region, id, new ApplicationName(request.text("ApplicationName")));
  }
}
