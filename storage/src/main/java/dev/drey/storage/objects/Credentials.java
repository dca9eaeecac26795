package dev.drey.storage.objects;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An access key, as the AWS clients have it. */
public record Credentials(String keyId, String secret) {
  private static final String PROFILE = "default";

  /**
   * The key in a file that AWS_SHARED_CREDENTIALS_FILE can name; made with a random one where there
   * is no such file, readable by its owner only.
   */
  public static Credentials readOrCreate(Path file) {
    if (!Files.exists(file)) {
      try {
        write(random(), file);
      } catch (IOException e) {
        throw new Unavailable("the credentials " + file + " cannot be made (" + e + ")", e);
      }
    }
    return read(file);
  }

  /** A key that nobody else has. */
  public static Credentials random() {
    var random = new SecureRandom();
    byte[] id = new byte[8];
    byte[] secret = new byte[30];
    random.nextBytes(id);
    random.nextBytes(secret);
    var hex = new StringBuilder("DREY");
    for (byte each : id) {
      hex.append(String.format(Locale.ROOT, "%02X", each));
    }
    return new Credentials(hex.toString(), Base64.getEncoder().encodeToString(secret));
  }

  private static void write(Credentials credentials, Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path partial = directory.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(partial);
    String text =
        """
        [%s]
        %s = %s
        %s = %s
        """
            .formatted(
                PROFILE, Profile.KEY_ID, credentials.keyId, Profile.SECRET, credentials.secret);
    try (FileChannel out =
        FileChannel.open(
            partial,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The key of the profile {@code default} of such a file, or of its first where there is none. */
  public static Credentials read(Path file) {
    return of(usual(Profile.readAll(file)), file);
  }

  /**
   * The key that such a file has for an account: of a profile that names it, else the usual one as
   * long as that names no other.
   *
   * @throws Refused if it has none
   */
  public static Credentials read(Path file, String account) {
    List<Profile> profiles = Profile.readAll(file);
    Profile profile =
        profiles.stream()
            .filter(each -> each.setting(Profile.ACCOUNT).filter(account::equals).isPresent())
            .findFirst()
            .orElseGet(() -> usual(profiles));
    if (profile.setting(Profile.ACCOUNT).filter(other -> !other.equals(account)).isPresent()) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "the credentials %s for the object store have no key for the account %s; a profile with %s = %s gives it one"
              .formatted(file, account, Profile.ACCOUNT, account));
    }
    return of(profile, file);
  }

  private static Profile usual(List<Profile> profiles) {
    return profiles.stream()
        .filter(each -> each.name().equals(PROFILE))
        .findFirst()
        .or(() -> profiles.stream().findFirst())
        .orElseGet(() -> new Profile(PROFILE, Map.of()));
  }

  private static Credentials of(Profile profile, Path file) {
    return new Credentials(
        value(file, profile, Profile.KEY_ID), value(file, profile, Profile.SECRET));
  }

  private static String value(Path file, Profile profile, String key) {
    return profile
        .setting(key)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.INVALID_CONFIGURATION,
                    "the credentials "
                        + file
                        + " have no "
                        + key
                        + "; a profile has one line "
                        + Profile.KEY_ID
                        + " = … and one "
                        + Profile.SECRET
                        + " = …"));
  }

  @Override
  public String toString() {
    return "Credentials[keyId=" + keyId + ", secret=(secret)]";
  }
}
