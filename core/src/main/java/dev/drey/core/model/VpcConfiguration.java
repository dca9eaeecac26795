package dev.drey.core.model;

import java.util.List;

/** A network the application was placed in: kept and shown. */
public record VpcConfiguration(
    String id, String vpcId, List<String> subnetIds, List<String> securityGroupIds) {
  public VpcConfiguration {
    subnetIds = List.copyOf(subnetIds);
    securityGroupIds = List.copyOf(securityGroupIds);
  }
}
