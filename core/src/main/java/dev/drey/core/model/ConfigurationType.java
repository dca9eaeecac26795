package dev.drey.core.model;

/**
 * Whether a block of settings is the service's or the caller's: DEFAULT wins over every value sent
 * beside it.
 */
public enum ConfigurationType {
  DEFAULT,
  CUSTOM
}
