package dev.drey.core.model;

/** A CloudWatch log stream that was attached: kept and shown. */
public record LoggingOption(String id, String logStreamArn) {}
