package dev.drey.sdk.validation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets through what passes and puts the rest among the dead letters. */
final class ValidatingProcess<T, D> extends ProcessFunction<T, T> {
  private static final long serialVersionUID = 1;

  private final Validation<T> validation;
  private final OutputTag<D> tag;
  private final Validation.DeadLetters<T, D> letters;
  private transient Validator<T> validator;

  ValidatingProcess(
      Validation<T> validation, OutputTag<D> tag, Validation.DeadLetters<T, D> letters) {
    this.validation = validation;
    this.tag = tag;
    this.letters = letters;
  }

  @Override
  public void open(OpenContext context) {
    validator = validation.open(getRuntimeContext());
  }

  @Override
  public void processElement(T value, Context context, Collector<T> out) {
    Validator.Judged judged = validator.judge(value);
    switch (judged.verdict()) {
      case PASSES -> out.collect(value);
      case REJECTED -> context.output(tag, letters.letter(value, judged.reason()));
      case IGNORED -> {}
    }
  }
}
