package dev.drey.testkit.engine;

import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** Stands where a sink would, and keeps what reaches it. */
final class Capture implements Input<Object>, Inlet.Owner {
  private final Recording recording;
  private final Copier copier;
  private final int subtask;

  Capture(Recording recording, Node sink, int subtask) {
    this.recording = recording;
    this.copier = new Copier(Assembly.typed(sink.stream().getTypeSerializersIn()[0]));
    this.subtask = subtask;
  }

  Inlet inlet() {
    return new Inlet(this, this, 1);
  }

  @Override
  public void processElement(StreamRecord<Object> element) throws Exception {
    recording.add(
        copier.bytes(element.getValue()),
        element.hasTimestamp() ? element.getTimestamp() : null,
        subtask);
  }

  @Override
  public void act(Subtask.Act act) throws Exception {
    act.run();
  }

  @Override
  public void countIn() {}

  @Override
  public void watermark(Input<Object> input, Watermark mark) {}

  @Override
  public void endInput(int number) {}

  @Override
  public void processWatermark(Watermark mark) {}

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void processLatencyMarker(LatencyMarker marker) {}

  @Override
  public void setKeyContextElement(StreamRecord<Object> record) {}

  @Override
  public void processRecordAttributes(RecordAttributes attributes) {}
}
