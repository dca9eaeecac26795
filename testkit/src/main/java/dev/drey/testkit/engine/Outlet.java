package dev.drey.testkit.engine;

import dev.drey.testkit.line.OperatorOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.metrics.WatermarkGauge;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * What an operator writes to: every element becomes bytes once, is recorded, and travels on as a
 * copy for each receiver.
 */
final class Outlet implements OperatorOutput {
  /** One output, the main one or that of a tag, with the edges that begin there. */
  private static final class Stream {
    final Copier copier;
    final Recording recording;
    final List<Route> routes = new ArrayList<>();

    Stream(Copier copier, Recording recording) {
      this.copier = copier;
      this.recording = recording;
    }
  }

  /** Makes what an output needs when it is first used. */
  interface Outputs {
    Copier copier(Optional<OutputTag<?>> tag);

    Recording recording(Optional<OutputTag<?>> tag, Copier copier);
  }

  private final int subtask;
  private final Outputs outputs;
  private final Counter recordsOut;
  private final WatermarkGauge watermark = new WatermarkGauge();
  private final Map<String, Stream> side = new LinkedHashMap<>();
  private final List<Route> all = new ArrayList<>();
  private Stream main;
  private WatermarkStatus status = WatermarkStatus.ACTIVE;

  Outlet(int subtask, Outputs outputs, Counter recordsOut) {
    this.subtask = subtask;
    this.outputs = outputs;
    this.recordsOut = recordsOut;
  }

  void addRoute(Optional<OutputTag<?>> tag, Route route) {
    stream(tag).routes.add(route);
    all.add(route);
  }

  private Stream stream(Optional<OutputTag<?>> tag) {
    if (tag.isEmpty()) {
      if (main == null) {
        main = make(tag);
      }
      return main;
    }
    return side.computeIfAbsent(tag.get().getId(), id -> make(tag));
  }

  private Stream make(Optional<OutputTag<?>> tag) {
    Copier copier = outputs.copier(tag);
    return new Stream(copier, outputs.recording(tag, copier));
  }

  @Override
  public void collect(StreamRecord<Object> record) {
    emit(stream(Optional.empty()), record);
  }

  @Override
  @SuppressWarnings("unchecked") // the tag's own serializer takes it
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    emit(stream(Optional.of(tag)), (StreamRecord<Object>) record);
  }

  private void emit(Stream stream, StreamRecord<Object> record) {
    recordsOut.inc();
    try {
      byte[] bytes = stream.copier.bytes(record.getValue());
      stream.recording.add(bytes, record.hasTimestamp() ? record.getTimestamp() : null, subtask);
      if (stream.routes.isEmpty()) {
        stream.copier.value(bytes);
      }
      for (Route route : stream.routes) {
        route.send(record, stream.copier, bytes);
      }
    } catch (Exception e) {
      throw Raise.as(e);
    }
  }

  /** An idle output holds watermarks back, as Flink's does; the last one always passes. */
  @Override
  public void emitWatermark(Watermark mark) {
    if (status.isIdle() && mark.getTimestamp() != Long.MAX_VALUE) {
      return;
    }
    if (status.isIdle()) {
      emitWatermarkStatus(WatermarkStatus.ACTIVE);
    }
    watermark.setCurrentWatermark(mark.getTimestamp());
    toAll(mark);
  }

  @Override
  public void emitWatermarkStatus(WatermarkStatus next) {
    if (!status.equals(next)) {
      status = next;
      toAll(next);
    }
  }

  void end() {
    toAll(Channel.END);
  }

  private void toAll(StreamElement element) {
    try {
      for (Route route : all) {
        route.toAll(element);
      }
    } catch (Exception e) {
      throw Raise.as(e);
    }
  }

  long currentWatermark() {
    return watermark.getValue();
  }

  @Override
  public Gauge<Long> getWatermarkGauge() {
    return watermark;
  }

  @Override
  public void emitLatencyMarker(LatencyMarker latencyMarker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes recordAttributes) {}

  @Override
  public void close() {}
}
