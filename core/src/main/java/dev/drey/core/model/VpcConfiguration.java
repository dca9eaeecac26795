package dev.drey.core.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A network the application was placed in: kept and shown. */
public record VpcConfiguration(
    String id, String vpcId, List<String> subnetIds, List<String> securityGroupIds) {
  private static final int DIGITS = 17;

  public VpcConfiguration {
    subnetIds = List.copyOf(subnetIds);
    securityGroupIds = List.copyOf(securityGroupIds);
  }

  /**
   * AWS looks the VPC up from the subnets. There is none to look up here: equal subnets get an
   * equal name.
   */
  public static VpcConfiguration of(
      String id, List<String> subnetIds, List<String> securityGroupIds) {
    String subnets = String.join(",", subnetIds.stream().sorted().toList());
    String digits =
        UUID.nameUUIDFromBytes(subnets.getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    return new VpcConfiguration(
        id, "vpc-" + digits.substring(0, DIGITS), subnetIds, securityGroupIds);
  }
}
