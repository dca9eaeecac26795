package dev.drey.testkit.engine;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.operators.TimestampsAndWatermarksOperator;

/** One parallel instance of an operator in its surroundings. */
final class Subtask implements Inlet.Owner {
  /** Something that user code does. */
  interface Act {
    void run() throws Exception;
  }

  private final String where;
  private final LightEnvironment environment;
  private final LightTask<Object> task;
  private final StreamOperator<?> operator;
  private final Counter recordsIn;
  private final Outlet outlet;
  private final SubtaskTimers timers;
  private final List<Inlet> inlets = new ArrayList<>();
  private final StateView state;
  private final boolean passesWatermarks;
  private int endedInputs;
  private boolean finished;

  Subtask(
      String where,
      LightEnvironment environment,
      LightTask<Object> task,
      StreamOperator<?> operator,
      Counter recordsIn,
      Outlet outlet,
      SubtaskTimers timers,
      StateView state,
      boolean scripted) {
    this.where = where;
    this.environment = environment;
    this.task = task;
    this.operator = operator;
    this.recordsIn = recordsIn;
    this.outlet = outlet;
    this.timers = timers;
    this.state = state;
    this.passesWatermarks = scripted && operator instanceof TimestampsAndWatermarksOperator;
    List<Input<Object>> inputs = Inputs.of(operator);
    for (int i = 0; i < inputs.size(); i++) {
      inlets.add(new Inlet(this, inputs.get(i), i + 1));
    }
    timers.onFiring((callback, time) -> act(() -> callback.onProcessingTime(time)));
  }

  Outlet outlet() {
    return outlet;
  }

  Inlet inlet(int input) {
    return inlets.get(input);
  }

  StreamOperator<?> operator() {
    return operator;
  }

  StateView state() {
    return state;
  }

  boolean isFinished() {
    return finished;
  }

  void open() throws Exception {
    act(
        () -> {
          operator.initializeState(state);
          operator.open();
        });
  }

  /** Runs user code and what it left in the mailbox, and puts the operator's name to a failure. */
  @Override
  public void act(Act act) throws Exception {
    try {
      act.run();
      environment.throwFailure();
      task.runMails();
      environment.throwFailure();
    } catch (Throwable e) {
      InOperator.note(e, where);
      throw e;
    }
  }

  @Override
  public void countIn() {
    recordsIn.inc();
  }

  /** An assigner drops the watermarks that come to it, unless they are the test's own. */
  @Override
  public void watermark(Input<Object> input, Watermark mark) throws Exception {
    if (passesWatermarks) {
      outlet.emitWatermark(mark);
    } else {
      input.processWatermark(mark);
    }
  }

  @Override
  public void endInput(int number) throws Exception {
    act(
        () -> {
          if (operator instanceof BoundedMultiInput several) {
            several.endInput(number);
          } else if (operator instanceof BoundedOneInput one) {
            one.endInput();
          }
        });
    endedInputs++;
    if (endedInputs == inlets.size()) {
      finish();
    }
  }

  private void finish() throws Exception {
    timers.stop();
    act(operator::finish);
    finished = true;
    outlet.end();
  }

  void close() throws Exception {
    try {
      operator.close();
    } catch (Throwable e) {
      InOperator.note(e, where);
      throw e;
    } finally {
      state.close();
      task.dispose();
    }
  }
}
