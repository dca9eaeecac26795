package dev.drey.core.model;

/**
 * Why a request cannot be met, in the terms of the domain. The edge gives each its name on the
 * wire.
 */
public enum Reason {
  /** A value is well formed and cannot be accepted. */
  INVALID_ARGUMENT,
  /** The request does not fit the operation. */
  INVALID_REQUEST,
  /** What is configured cannot run. */
  INVALID_CONFIGURATION,
  /** The thing is busy, or its name is taken. */
  IN_USE,
  /** There is no such thing. */
  NOT_FOUND,
  /** The caller acted on an older version. */
  STALE_VERSION,
  /** A quota would be passed. */
  LIMIT_EXCEEDED,
  /** More tags than an application may carry. */
  TOO_MANY_TAGS,
  /** Not done here, or not done yet. */
  UNSUPPORTED
}
