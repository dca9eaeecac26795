package dev.drey.core.model;

import java.util.Optional;

/**
 * The code of a version: the bytes Drey keeps by their hash, and where they came from.
 *
 * @param md5 of the bytes, hexadecimal: what the API shows as CodeMD5
 * @param source the object it was read from; absent when it was sent inline
 */
public record Code(Sha256 sha256, String md5, long size, Optional<CodeSource.S3> source) {}
