package dev.drey.core.control;

/**
 * How much one account may have, with AWS's own numbers as defaults.
 *
 * @param kpusPerApplication KPUs of one application
 * @param snapshotsPerApplication snapshots that callers see
 * @param enhancedSnapshots of the account; AWS does not say how many it allows
 */
public record Quotas(
    int applications,
    int kpusPerApplication,
    int snapshotsPerApplication,
    int tags,
    int enhancedSnapshots) {
  public static final Quotas DEFAULT = new Quotas(50, 64, 1_000, 50, 1_000);
}
