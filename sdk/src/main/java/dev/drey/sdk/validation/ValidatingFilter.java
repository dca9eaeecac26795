package dev.drey.sdk.validation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Lets through what passes. */
final class ValidatingFilter<T> extends RichFilterFunction<T> {
  private static final long serialVersionUID = 1;

  private final Validation<T> validation;
  private transient Validator<T> validator;

  ValidatingFilter(Validation<T> validation) {
    this.validation = validation;
  }

  @Override
  public void open(OpenContext context) {
    validator = validation.open(getRuntimeContext());
  }

  @Override
  public boolean filter(T value) {
    return validator.passes(value);
  }
}
