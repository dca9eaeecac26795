package dev.drey.storage.objects;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A section of a credentials file, as the AWS clients write it: {@code [name]}, then settings. */
public record Profile(String name, Map<String, String> settings) {
  public static final String KEY_ID = "aws_access_key_id";
  public static final String SECRET = "aws_secret_access_key";

  /** Whose key it is; Drey's own word. */
  public static final String ACCOUNT = "drey_account";

  public static final String TOKEN = "aws_session_token";

  public Profile {
    settings = Map.copyOf(settings);
  }

  /** An empty setting is none. */
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key)).filter(value -> !value.isEmpty());
  }

  /** Those of a file, in its order. What stands above the first section belongs to none. */
  public static List<Profile> readAll(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new Unavailable("the credentials " + file + " cannot be read (" + e + ")", e);
    }
  }

  private static List<Profile> parse(List<String> lines) {
    List<String> names = new ArrayList<>();
    List<Map<String, String>> settings = new ArrayList<>();
    for (String line : lines.stream().map(String::strip).toList()) {
      if (line.startsWith("[") && line.endsWith("]")) {
        names.add(line.substring(1, line.length() - 1).strip());
        settings.add(new HashMap<>());
      } else if (!names.isEmpty() && !line.startsWith("#") && line.contains("=")) {
        String[] parts = line.split("=", 2);
        settings.get(names.size() - 1).put(parts[0].strip(), parts[1].strip());
      }
    }
    List<Profile> profiles = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      profiles.add(new Profile(names.get(i), settings.get(i)));
    }
    return profiles;
  }

  @Override
  public String toString() {
    return "Profile[" + name + "]"; // its settings are secret
  }
}
