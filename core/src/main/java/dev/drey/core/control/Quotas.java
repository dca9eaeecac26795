package dev.drey.core.control;

/**
 * How much one account may have, with AWS's own numbers as defaults.
 *
 * @param kpusPerApplication KPUs of one application
 * @param parallelism of one application
 * @param parallelismPerKpu of one application
 * @param snapshotsPerApplication snapshots that callers see
 * @param loggingOptions log streams of one application
 * @param vpcConfigurations networks of one application
 * @param tags of one application
 * @param enhancedSnapshots of the account; AWS does not say how many it allows
 */
public record Quotas(
    int applications,
    int kpusPerApplication,
    int parallelism,
    int parallelismPerKpu,
    int snapshotsPerApplication,
    int loggingOptions,
    int vpcConfigurations,
    int tags,
    int enhancedSnapshots) {
  public static final Quotas DEFAULT = new Quotas(50, 64, 256, 8, 1_000, 1, 1, 50, 1_000);
}
