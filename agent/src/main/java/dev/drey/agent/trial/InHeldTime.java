package dev.drey.agent.trial;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OperatorAttributes;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeServiceAware;

/** Makes an operator of the job's own, with its code and its state, for which time stands still. */
final class InHeldTime<T> extends AbstractStreamOperatorFactory<T> {
  private static final long serialVersionUID = 1;

  private final StreamOperatorFactory<T> real;

  InHeldTime(StreamOperatorFactory<T> real) {
    this.real = real;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // as Flink declares it
  public <O extends StreamOperator<T>> O createStreamOperator(
      StreamOperatorParameters<T> parameters) {
    var held = new HeldTime(processingTimeService);
    if (real instanceof ProcessingTimeServiceAware aware) {
      aware.setProcessingTimeService(held);
    }
    if (real instanceof AbstractStreamOperatorFactory<T> usual) {
      usual.setMailboxExecutor(parameters.getMailboxExecutor());
    }
    return real.createStreamOperator(
        new StreamOperatorParameters<>(
            parameters.getContainingTask(),
            parameters.getStreamConfig(),
            parameters.getOutput(),
            () -> held,
            parameters.getOperatorEventDispatcher(),
            parameters.getMailboxExecutor()));
  }

  @Override
  @SuppressWarnings("rawtypes") // as Flink declares it
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return real.getStreamOperatorClass(classLoader);
  }

  @Override
  public OperatorAttributes getOperatorAttributes() {
    return real.getOperatorAttributes();
  }
}
