package dev.drey.server.http.auth;

import dev.drey.storage.objects.Profile;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key that requests are signed with.
 *
 * @param token what has to be sent along with every request, where the key has one
 * @param expires from when on it is of no use any more
 */
record AccessKey(
    Principal owner, String secret, Optional<String> token, Optional<Instant> expires) {
  static final String ROLE = "drey_role";
  static final String EXPIRES = "drey_expires";

  /**
   * The key of a profile.
   *
   * @throws IllegalArgumentException that says all that is wrong with it
   */
  static AccessKey of(Profile profile, String usualAccount) {
    String keyId = profile.setting(Profile.KEY_ID).orElse("");
    String secret = profile.setting(Profile.SECRET).orElse("");
    String account = profile.setting(Profile.ACCOUNT).orElse(usualAccount);
    String role = profile.setting(ROLE).orElse(Role.ADMIN.word());
    List<String> problems =
        Stream.of(
                unless(keyId.matches("\\w{1,128}"), "no usable " + Profile.KEY_ID),
                unless(!secret.isEmpty(), "no " + Profile.SECRET),
                unless(
                    account.matches("[0-9]{12}"),
                    Profile.ACCOUNT + " that is not of twelve digits"),
                unless(Role.of(role).isPresent(), ROLE + " that is neither admin nor read-only"),
                unless(
                    profile.setting(EXPIRES).isEmpty() || expiry(profile).isPresent(),
                    EXPIRES + " that is no time like 2030-01-31T12:00:00Z"))
            .flatMap(Optional::stream)
            .toList();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the profile " + profile.name() + " has " + String.join(", and ", problems));
    }
    return new AccessKey(
        new Principal(keyId, profile.name(), account, Role.of(role).orElseThrow()),
        secret,
        profile.setting(Profile.TOKEN),
        expiry(profile));
  }

  private static Optional<String> unless(boolean right, String problem) {
    return right ? Optional.empty() : Optional.of(problem);
  }

  private static Optional<Instant> expiry(Profile profile) {
    try {
      return profile.setting(EXPIRES).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  boolean isExpired(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }

  @Override
  public String toString() {
    return "AccessKey[" + owner.keyId() + ", secret=(secret)]";
  }
}
