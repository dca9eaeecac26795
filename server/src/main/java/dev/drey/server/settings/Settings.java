package dev.drey.server.settings;

import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Quotas;
import dev.drey.core.health.Thresholds;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Secret;
import dev.drey.keeper.policy.Policy;
import dev.drey.runtime.process.LogBounds;
import dev.drey.storage.database.PostgresAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All that the server can be told.
 *
 * @param database where applications are kept; the home where none is named
 */
public record Settings(
    Path home,
    Http http,
    Auth auth,
    Audit audit,
    Objects objects,
    State state,
    Optional<PostgresAddress> database,
    Sizes sizes,
    Timeouts timeouts,
    Duration down,
    Quotas quotas,
    Keeper keeper,
    Duration artifactsQuarantine,
    Flink flink,
    Duration metricsInterval,
    LogBounds logs,
    Alerts alerts) {

  /** Where the API answers. */
  public record Http(String host, int port) {}

  /** Who is answered. */
  public enum Auth {
    /** Requests that are signed with a key of the home's file. */
    SIGNATURES,
    /** Everybody on this machine. */
    NONE
  }

  /** How much is kept of what was changed by whom. */
  public record Audit(MemorySize size, int files) {}

  /** Where code is read from. */
  public record Objects(
      int port, Optional<URI> endpoint, String region, Optional<Path> credentials) {}

  /**
   * Where checkpoints and snapshots go; the home where no location is given.
   *
   * @param sweep whether what nothing needs there is deleted after the quarantine
   */
  public record State(
      Optional<URI> location, Optional<URI> endpoint, boolean sweep, Duration quarantine) {}

  /**
   * How snapshot policies are followed.
   *
   * @param usual what holds where an application says nothing, by the words of a policy
   */
  public record Keeper(boolean enabled, Duration interval, Map<String, String> usual) {
    public Keeper {
      usual = Map.copyOf(usual);
    }

    public Policy usualPolicy() {
      return Policy.read(usual);
    }
  }

  /**
   * Whether, when and where the server tells of applications that are not well.
   *
   * @param quiet how long nothing was found when an alert ends
   */
  public record Alerts(
      boolean enabled, Thresholds thresholds, Duration quiet, Optional<Webhook> webhook) {
    /** An address, and what is signed with for it. */
    public record Webhook(URI address, Secret secret) {
      /** With whatever path and query its receiver tells its senders by. */
      static URI address(String text) {
        if (!text.matches("https?://[^/?#\\s]+([/?][^#\\s]*)?")) {
          throw new IllegalArgumentException("it has to be a URL, such as https://host/path");
        }
        return URI.create(text);
      }
    }
  }

  /**
   * What Flink is run with.
   *
   * @param python where its Python environments are
   * @param stockHomes distributions to use instead of Drey's own
   */
  public record Flink(
      Optional<Path> java, Optional<Path> python, Map<RuntimeEnvironment, Path> stockHomes) {
    public Flink {
      stockHomes = Map.copyOf(stockHomes);
    }
  }
}
