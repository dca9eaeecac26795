package dev.drey.sdk.validation;

import dev.drey.sdk.Received;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Takes out of what was received the values that pass; of the rest the bytes are dead letters. */
final class ValidatingReceived<T> extends ProcessFunction<Received<T>, T>
    implements ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1;

  private final Validation<Received<T>> validation;
  private final TypeInformation<T> type;
  private final OutputTag<DeadLetter> tag;
  private transient Validator<Received<T>> validator;

  ValidatingReceived(
      Validation<Received<T>> validation, TypeInformation<T> type, OutputTag<DeadLetter> tag) {
    this.validation = validation;
    this.type = type;
    this.tag = tag;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  @Override
  public void open(OpenContext context) {
    validator = validation.open(getRuntimeContext());
  }

  @Override
  public void processElement(Received<T> received, Context context, Collector<T> out) {
    Validator.Judged judged = validator.judge(received);
    switch (judged.verdict()) {
      case PASSES -> out.collect(received.value());
      case REJECTED -> context.output(tag, new DeadLetter(received.raw(), judged.reason()));
      case IGNORED -> {}
    }
  }
}
