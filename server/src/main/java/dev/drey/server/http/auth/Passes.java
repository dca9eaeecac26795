package dev.drey.server.http.auth;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Links to the dashboard of one application, and the sessions that they open.
 *
 * <p>Both are sealed with the secret of the key that asked, so they end with that key, and nothing
 * has to be remembered: a session outlives a restart of the server.
 */
public final class Passes {
  /** How soon a link has to be opened, as on AWS. */
  public static final Duration TO_OPEN = Duration.ofMinutes(3);

  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final AccessKeys keys;
  private final Clock clock;

  /** A link is no session, and a session no link: each is sealed as what it is. */
  private enum Kind {
    LINK,
    SESSION
  }

  /** What is sealed; a session is open until it ends. */
  private record Pass(String keyId, ApplicationId application, Instant openUntil, Instant until) {
    String text() {
      return String.join(
          "\n",
          keyId,
          application.arn(),
          Long.toString(openUntil.getEpochSecond()),
          Long.toString(until.getEpochSecond()));
    }

    static Optional<Pass> of(String text) {
      String[] lines = text.split("\n", -1);
      if (lines.length != 4) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Pass(
                lines[0],
                ApplicationId.ofArn(lines[1]),
                Instant.ofEpochSecond(Long.parseLong(lines[2])),
                Instant.ofEpochSecond(Long.parseLong(lines[3]))));
      } catch (Refused | NumberFormatException | DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * A session that a link has opened.
   *
   * @param value what a browser brings with every request from now on
   */
  public record Session(ApplicationId application, String value, Duration left) {}

  public Passes(AccessKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** What a link to a dashboard carries; absent where the key that asks is not known. */
  public Optional<String> link(Principal asks, ApplicationId application, Duration validFor) {
    Instant now = clock.instant();
    var pass = new Pass(asks.keyId(), application, now.plus(TO_OPEN), now.plus(validFor));
    return keys.find(asks.keyId()).map(key -> sealed(pass, Kind.LINK, key));
  }

  /** The session that a link opens; absent where it is none of ours, or was not opened in time. */
  public Optional<Session> open(String link) {
    Instant now = clock.instant();
    return read(link, Kind.LINK)
        .filter(pass -> now.isBefore(pass.openUntil()))
        .flatMap(
            pass ->
                keys.find(pass.keyId())
                    .map(
                        key ->
                            new Session(
                                pass.application(),
                                sealed(pass, Kind.SESSION, key),
                                Duration.between(now, pass.until()))));
  }

  /** Which application's dashboard a session shows now. */
  public Optional<ApplicationId> shownBy(String session) {
    return read(session, Kind.SESSION).map(Pass::application);
  }

  private Optional<Pass> read(String sealed, Kind kind) {
    String[] both = sealed.split("\\.", -1);
    if (both.length != 2) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return decoded(both[0])
        .flatMap(Pass::of)
        .filter(pass -> now.isBefore(pass.until()))
        .filter(pass -> isFrom(pass, kind, sealed, now));
  }

  private boolean isFrom(Pass pass, Kind kind, String sealed, Instant now) {
    return keys.find(pass.keyId())
        .filter(key -> !key.isExpired(now))
        .filter(key -> key.owner().account().equals(pass.application().account()))
        .map(key -> Hashes.equal(sealed(pass, kind, key), sealed))
        .orElse(false);
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String sealed(Pass pass, Kind kind, AccessKey key) {
    byte[] own = Hashes.hmac(key.secret().getBytes(StandardCharsets.UTF_8), "drey " + kind);
    return TEXT.encodeToString(pass.text().getBytes(StandardCharsets.UTF_8))
        + "."
        + TEXT.encodeToString(Hashes.hmac(own, pass.text()));
  }
}
