package dev.drey.runtime.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of folders and jobs, made from names that were not made to be any. */
public final class FolderName {
  private static final int LONGEST = 200;
  private static final int KEPT = 160;

  private FolderName() {}

  /** The name itself where it can be a folder's, and otherwise one that no other name gives. */
  public static String of(String name) {
    if (name.length() <= LONGEST && !name.startsWith(".") && !name.startsWith("_")) {
      return name;
    }
    String kept = name.substring(0, Math.min(KEPT, name.length()));
    return "_" + kept + "-" + hash(name).substring(0, 16);
  }

  /** 32 hexadecimal digits, always the same for the same text: what Flink takes as an id. */
  public static String id(String text) {
    return hash(text).substring(0, 32);
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
