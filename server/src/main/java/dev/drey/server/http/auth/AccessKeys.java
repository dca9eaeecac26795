package dev.drey.server.http.auth;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.Keyring;
import dev.drey.storage.objects.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a credentials file. A file that has changed is read again at the next question; while
 * it cannot be used, the keys it had before go on.
 */
public final class AccessKeys {
  private static final Logger LOG = LoggerFactory.getLogger(AccessKeys.class);

  private final Path file;
  private final String usualAccount;
  private final Map<String, AccessKey> own = new ConcurrentHashMap<>();
  private volatile Read read;

  /** What was read of a file that looked like this. */
  private record Read(Looks looks, Map<String, AccessKey> keys) {}

  /** By which a changed file is known: an editor may write it in place or put another there. */
  private record Looks(FileTime changed, long size, Optional<Object> inode) {
    static final Looks GONE = new Looks(FileTime.fromMillis(0), -1, Optional.empty());

    static Looks of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Looks(
            attributes.lastModifiedTime(),
            attributes.size(),
            Optional.ofNullable(attributes.fileKey()));
      } catch (IOException e) {
        return GONE;
      }
    }
  }

  private AccessKeys(Path file, String usualAccount, Read read) {
    this.file = file;
    this.usualAccount = usualAccount;
    this.read = read;
  }

  /**
   * Reads the file.
   *
   * @param usualAccount of the profiles that name none
   * @throws Refused where it cannot be used
   */
  public static AccessKeys of(Path file, String usualAccount) {
    Looks looks = Looks.of(file);
    return new AccessKeys(file, usualAccount, new Read(looks, read(file, usualAccount)));
  }

  private static Map<String, AccessKey> read(Path file, String usualAccount) {
    Map<String, AccessKey> keys = new LinkedHashMap<>();
    try {
      for (Profile profile : Profile.readAll(file)) {
        AccessKey key = AccessKey.of(profile, usualAccount);
        if (keys.put(key.owner().keyId(), key) != null) {
          throw new IllegalArgumentException(
              "the key " + key.owner().keyId() + " stands in it twice");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "The credentials %s cannot be used: %s.".formatted(file, e.getMessage()));
    }
    if (keys.isEmpty()) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "The credentials %s hold no key; remove the file, and the next start makes one."
              .formatted(file));
    }
    return keys;
  }

  /**
   * A new key for what this server does in an account's name. It is in no file, and goes with the
   * server.
   *
   * @param name as the audit trail shows it
   */
  public Credentials own(String name, String account) {
    Credentials made = Credentials.random();
    own.put(
        made.keyId(),
        new AccessKey(
            new Principal(made.keyId(), name, account, Role.ADMIN),
            made.secret(),
            Optional.empty(),
            Optional.empty()));
    return made;
  }

  /** Whose key this is; everybody else's is of the usual account. */
  public String account(String keyId) {
    return find(keyId).map(key -> key.owner().account()).orElse(usualAccount);
  }

  /**
   * What a key opens in the object store. One that needs a token opens nothing: the store asks for
   * none.
   */
  public Optional<Keyring.Holder> holder(String keyId, Instant now) {
    return find(keyId)
        .filter(key -> key.token().isEmpty() && !key.isExpired(now))
        .map(
            key ->
                new Keyring.Holder(
                    key.owner().account(), key.secret(), key.owner().role() == Role.ADMIN));
  }

  Optional<AccessKey> find(String id) {
    return Optional.ofNullable(current().get(id)).or(() -> Optional.ofNullable(own.get(id)));
  }

  private Map<String, AccessKey> current() {
    Read last = read;
    Looks looks = Looks.of(file);
    return looks.equals(last.looks()) ? last.keys() : readAgain(looks);
  }

  private synchronized Map<String, AccessKey> readAgain(Looks looks) {
    if (looks.equals(read.looks())) {
      return read.keys(); // another thread was here first
    }
    try {
      read = new Read(looks, read(file, usualAccount));
      LOG.info("{} has changed: there are {} keys", file, read.keys().size());
    } catch (Refused | Unavailable e) {
      read = new Read(looks, read.keys());
      LOG.warn("the keys stay what they were: {}", e.getMessage());
    }
    return read.keys();
  }
}
