package dev.drey.storage.database;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a database of PostgreSQL is, and as whom it is opened. The URL holds no password, so that
 * it can be shown.
 *
 * @param url of JDBC: {@code jdbc:postgresql://HOST:PORT/DATABASE}
 */
public record PostgresAddress(String url, Optional<String> user, Optional<Secret> password) {
  private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/?@]+/[^/?@]+([?].*)?");
  private static final Pattern WITH_PASSWORD = Pattern.compile("(?i).*[?&][a-z]*password=.*");

  public PostgresAddress {
    if (!URL.matcher(url).matches()) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "it has to look like jdbc:postgresql://HOST:PORT/DATABASE, with neither user nor password"
              + " before the host");
    }
    if (WITH_PASSWORD.matcher(url).matches()) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "it holds a password, and addresses are shown; give the password apart");
    }
  }

  /** Without its options. */
  String shown() {
    return url.replaceFirst("[?].*", "");
  }

  boolean says(String option) {
    return Pattern.compile("[?&]" + option + "=").matcher(url).find();
  }
}
