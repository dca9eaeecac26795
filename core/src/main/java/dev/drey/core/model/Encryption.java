package dev.drey.core.model;

import java.util.Optional;

/** The key an application's data is said to be encrypted with: kept and shown, not acted on. */
public record Encryption(String keyType, Optional<String> keyId) {}
