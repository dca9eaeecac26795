package dev.drey.testkit.engine;

import dev.drey.testkit.line.ValveOutput;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * One input of a subtask, with all channels that end in it. Flink's own valve makes one watermark
 * of theirs.
 */
final class Inlet {
  /** Who has this input. */
  interface Owner {
    void act(Subtask.Act act) throws Exception;

    void countIn();

    void watermark(Input<Object> input, Watermark mark) throws Exception;

    void endInput(int number) throws Exception;
  }

  private final Owner owner;
  private final Input<Object> input;
  private final int number;
  private final ValveOutput behindValve = new BehindValve();
  private StatusWatermarkValve valve;
  private int channels;
  private int ended;

  /**
   * @param number of the input, from 1
   */
  Inlet(Owner owner, Input<Object> input, int number) {
    this.owner = owner;
    this.input = input;
    this.number = number;
  }

  int addChannel() {
    return channels++;
  }

  void receive(StreamElement element, int channel) throws Exception {
    if (element == Channel.END) {
      end();
      return;
    }
    if (element instanceof StreamRecord<?> record) {
      record(record);
    } else if (element instanceof Watermark mark) {
      valve().inputWatermark(mark, channel, behindValve);
    } else if (element instanceof WatermarkStatus status) {
      valve().inputWatermarkStatus(status, channel, behindValve);
    }
  }

  private void record(StreamRecord<?> record) throws Exception {
    @SuppressWarnings("unchecked") // the edge's serializer made it, and Flink checked the types
    var typed = (StreamRecord<Object>) record;
    owner.act(
        () -> {
          owner.countIn();
          input.setKeyContextElement(typed);
          input.processElement(typed);
        });
  }

  private void end() throws Exception {
    ended++;
    if (ended == channels) {
      owner.endInput(number);
    }
  }

  private StatusWatermarkValve valve() {
    if (valve == null) {
      valve = new StatusWatermarkValve(channels);
    }
    return valve;
  }

  private final class BehindValve implements ValveOutput {
    @Override
    public void emitRecord(StreamRecord<Object> record) throws Exception {
      record(record);
    }

    @Override
    public void emitWatermark(Watermark mark) throws Exception {
      owner.act(() -> owner.watermark(input, mark));
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
      owner.act(() -> input.processWatermarkStatus(status));
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) throws Exception {
      input.processLatencyMarker(marker);
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) throws Exception {
      input.processRecordAttributes(attributes);
    }
  }
}
