package dev.drey.core.options;

/**
 * An option with the value it has, and who gave it that.
 *
 * @param value as it is; {@link #shown} hides secrets
 */
public record SetOption(String key, String value, By by) {
  static final String MASK = "******";

  /** Who can set an option, from the least to the most particular. */
  public enum By {
    /** Its own default. */
    FLINK,
    /** What Drey presets for every application of a runtime. */
    RUNTIME,
    /** Settings of this server, and what it chooses for a deployment. */
    SERVER,
    /** The application's configuration blocks. */
    API,
    /** The application's property groups. */
    APPLICATION
  }

  public String shown() {
    return FlinkOption.isSecret(key) && !value.matches("true|false") ? MASK : value;
  }
}
