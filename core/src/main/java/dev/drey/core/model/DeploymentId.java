package dev.drey.core.model;

import java.util.regex.Pattern;

/**
 * One cluster that was started for one version of an application: unique for ever, the same on
 * every attempt to start it.
 */
public record DeploymentId(String value) implements Comparable<DeploymentId> {
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9-]{1,64}");

  public DeploymentId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new Refused(Reason.INVALID_ARGUMENT, "not a deployment id: " + value);
    }
  }

  @Override
  public int compareTo(DeploymentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
