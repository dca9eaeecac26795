package dev.drey.testkit.engine;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManagerImpl;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeServiceFactory;
import org.apache.flink.streaming.runtime.tasks.StreamTask;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.util.FatalExitExceptionHandler;

/**
 * The task that an operator believes to be in. Only its surroundings are used: it is never invoked,
 * and has no network, no thread and no loop.
 */
final class LightTask<OUT> extends StreamTask<OUT, StreamOperator<OUT>> {
  private final LightEnvironment surroundings;
  private final SubtaskTimers timers;
  private final PatientMailbox mailbox;

  LightTask(LightEnvironment surroundings, SubtaskTimers timers, PatientMailbox mailbox)
      throws Exception {
    super(
        surroundings,
        timers,
        FatalExitExceptionHandler.INSTANCE,
        StreamTaskActionExecutor.IMMEDIATE,
        mailbox);
    this.surroundings = surroundings;
    this.timers = timers;
    this.mailbox = mailbox;
  }

  @Override
  protected void init() {
    throw new IllegalStateException("the testkit drives operators, it does not run tasks");
  }

  /**
   * Timers belong to the kit's clock and need no detour by the mailbox: everything is one thread.
   */
  @Override
  public ProcessingTimeServiceFactory getProcessingTimeServiceFactory() {
    return executor -> timers;
  }

  @Override
  public void handleAsyncException(String message, Throwable exception) {
    surroundings.failExternally(exception);
  }

  StateBackend backend() {
    return stateBackend;
  }

  InternalTimeServiceManager.Provider timeServices() {
    InternalTimeServiceManager.Provider ofJob =
        configuration.getTimerServiceProvider(getUserCodeClassLoader());
    return ofJob == null ? InternalTimeServiceManagerImpl::create : ofJob;
  }

  /** Runs what operators asked to be run in their thread, until nothing is left. */
  void runMails() throws Exception {
    if (!mailbox.hasMail()) {
      return;
    }
    while (mailboxProcessor.getMainMailboxExecutor().tryYield()) {
      surroundings.throwFailure();
    }
  }

  void dispose() throws Exception {
    cleanUp(null);
  }
}
