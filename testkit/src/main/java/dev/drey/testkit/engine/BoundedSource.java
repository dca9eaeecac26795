package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Reads a bounded source to its end, its enumerator and its readers by turns, before the run
 * begins.
 */
final class BoundedSource<T, S extends SourceSplit> {
  private static final long PAUSE_NANOS = 100_000;

  private final String operator;
  private final int parallelism;
  private final Duration patience;
  private final Map<Integer, SourceReader<T, S>> readers = new HashMap<>();
  private final Deque<Runnable> calls = new ArrayDeque<>();
  private final List<Feed.Step> read = new ArrayList<>();
  private SplitEnumerator<S, ?> enumerator;

  BoundedSource(String operator, int parallelism, Duration patience) {
    this.operator = operator;
    this.parallelism = parallelism;
    this.patience = patience;
  }

  List<Feed.Step> read(Source<T, S, ?> original) throws Exception {
    if (original.getBoundedness() != Boundedness.BOUNDED) {
      throw new Unsupported(
          operator + " is a source without an end: give its elements with source(\"…\", …)");
    }
    Source<T, S, ?> source = InstantiationUtil.clone(original);
    try (var opened = source.createEnumerator(new EnumeratorContext())) {
      enumerator = opened;
      enumerator.start();
      for (int i = 0; i < parallelism; i++) {
        readers.put(i, source.createReader(new ReaderContext(i)));
      }
      for (int i = 0; i < parallelism; i++) {
        enumerator.addReader(i);
        readers.get(i).start();
      }
      readAll();
    } finally {
      for (SourceReader<T, S> reader : readers.values()) {
        reader.close();
      }
    }
    return read;
  }

  private void readAll() throws Exception {
    Map<Integer, SourceReader<T, S>> active = new HashMap<>(readers);
    long giveUpAt = System.nanoTime() + patience.toNanos();
    while (!active.isEmpty()) {
      boolean moved = false;
      boolean ready = false;
      while (!calls.isEmpty()) {
        calls.remove().run();
        moved = true;
      }
      for (int i = 0; i < parallelism; i++) {
        if (!active.containsKey(i)) {
          continue;
        }
        InputStatus status = active.get(i).pollNext(new Collecting(i));
        moved |= status == InputStatus.MORE_AVAILABLE;
        if (status == InputStatus.NOTHING_AVAILABLE) {
          moved |=
              active.get(i).isAvailable().isDone(); // some go on only when they have been asked
        }
        if (status == InputStatus.END_OF_INPUT) {
          active.remove(i);
          moved = true;
        }
      }
      if (moved) {
        giveUpAt = System.nanoTime() + patience.toNanos();
      } else if (System.nanoTime() > giveUpAt) {
        throw new Unsupported(
            operator
                + " gave nothing for "
                + patience.toSeconds()
                + " s, and has not ended: give its elements with source(\"…\", …)");
      } else if (!ready) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private final class Collecting implements ReaderOutput<T> {
    private final int subtask;

    Collecting(int subtask) {
      this.subtask = subtask;
    }

    @Override
    public void collect(T value) {
      read.add(new Feed.Element(value, null, subtask));
    }

    @Override
    public void collect(T value, long timestamp) {
      read.add(new Feed.Element(value, timestamp, subtask));
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<T> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }

  private final class ReaderContext implements SourceReaderContext {
    private final int subtask;

    ReaderContext(int subtask) {
      this.subtask = subtask;
    }

    @Override
    public SourceReaderMetricGroup metricGroup() {
      return InternalSourceReaderMetricGroup.mock(new UnregisteredMetricsGroup());
    }

    @Override
    public Configuration getConfiguration() {
      return new Configuration();
    }

    @Override
    public String getLocalHostName() {
      return "localhost";
    }

    @Override
    public int getIndexOfSubtask() {
      return subtask;
    }

    @Override
    public int currentParallelism() {
      return parallelism;
    }

    @Override
    public void sendSplitRequest() {
      calls.add(() -> enumerator.handleSplitRequest(subtask, "localhost"));
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
      calls.add(() -> enumerator.handleSourceEvent(subtask, event));
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(Thread.currentThread().getContextClassLoader());
    }
  }

  private final class EnumeratorContext implements SplitEnumeratorContext<S> {
    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      calls.add(() -> readers.get(subtask).handleSourceEvents(event));
    }

    @Override
    public int currentParallelism() {
      return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      Map<Integer, ReaderInfo> all = new HashMap<>();
      readers.keySet().forEach(i -> all.put(i, new ReaderInfo(i, "localhost")));
      return all;
    }

    @Override
    public void assignSplits(SplitsAssignment<S> assignment) {
      assignment
          .assignment()
          .forEach((subtask, splits) -> calls.add(() -> readers.get(subtask).addSplits(splits)));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
      calls.add(() -> readers.get(subtask).notifyNoMoreSplits());
    }

    @Override
    public <R> void callAsync(Callable<R> callable, BiConsumer<R, Throwable> handler) {
      calls.add(
          () -> {
            try {
              handler.accept(callable.call(), null);
            } catch (Exception e) {
              handler.accept(null, e);
            }
          });
    }

    @Override
    public <R> void callAsync(
        Callable<R> callable, BiConsumer<R, Throwable> handler, long initialDelay, long period) {
      callAsync(callable, handler);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
      calls.add(runnable);
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {}
  }
}
