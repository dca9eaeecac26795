package dev.drey.keeper.artifacts;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * What was found to be unneeded, exactly: this ETag, or this version of the object. It is written
 * into the bucket itself, so that it does not matter which keeper comes next.
 */
record MarkedObject(
    CodeObject object, String etag, Optional<String> versionId, long size, Instant since) {
  static final String FOLDER = ".drey/unneeded/";

  /** Where the mark lies, the same for the same object. */
  static String place(CodeObject object) {
    String named = object.key() + "\n" + object.version().orElse("");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
      return FOLDER + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String written() {
    return """
    key=%s
    version=%s
    etag=%s
    versionId=%s
    size=%d
    since=%s
    """
        .formatted(
            escaped(object.key()),
            escaped(object.version().orElse("")),
            escaped(etag),
            escaped(versionId.orElse("")),
            size,
            since);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  static MarkedObject read(String bucket, String text) {
    var written = new Properties();
    try {
      written.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MarkedObject(
        new CodeObject(bucket, written.getProperty("key", ""), present(written, "version")),
        written.getProperty("etag", ""),
        present(written, "versionId"),
        Long.parseLong(written.getProperty("size", "0")),
        Instant.parse(written.getProperty("since", "")));
  }

  private static Optional<String> present(Properties written, String key) {
    return Optional.of(written.getProperty(key, "")).filter(text -> !text.isEmpty());
  }

  boolean isOf(MarkedObject seen) {
    return object.equals(seen.object)
        && etag.equals(seen.etag)
        && versionId.equals(seen.versionId)
        && size == seen.size;
  }
}
