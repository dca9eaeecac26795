package dev.drey.sdk.validation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts what would be rejected and lets everything through. */
final class ObservingMap<T> extends RichMapFunction<T, T> {
  private static final long serialVersionUID = 1;

  private final Validation<T> validation;
  private transient Validator<T> validator;

  ObservingMap(Validation<T> validation) {
    this.validation = validation;
  }

  @Override
  public void open(OpenContext context) {
    validator = validation.open(getRuntimeContext());
  }

  @Override
  public T map(T value) {
    validator.passes(value);
    return value;
  }
}
