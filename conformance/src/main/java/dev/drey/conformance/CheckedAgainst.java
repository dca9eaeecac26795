package dev.drey.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How it is known that AWS does what a test asks for. All of it was looked up in November 2026. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CheckedAgainst {
  /** Where it was looked up. */
  enum Source {
    /** The service's model, as its SDKs carry it. */
    MODEL,
    /** A page of AWS's documentation. */
    PAGE,
    /** A published capture of a real answer. */
    CAPTURE,
    /** The acceptance tests of Terraform's AWS provider, which run against AWS. */
    CLIENT,
    /** It is not known, and this is what follows from the rest. */
    BELIEVED,
    /** AWS does otherwise or cannot do it; Drey differs on purpose. */
    DREY
  }

  Source value();

  /** Which page, member or test. */
  String at();
}
