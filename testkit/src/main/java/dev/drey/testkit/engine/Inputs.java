package dev.drey.testkit.engine;

import java.util.List;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.MultipleInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** The inputs of an operator, however many it has, in one form. */
final class Inputs {
  private Inputs() {}

  @SuppressWarnings({
    "unchecked",
    "rawtypes"
  }) // what comes in was made by the serializers of the operator's own types
  static List<Input<Object>> of(StreamOperator<?> operator) {
    if (operator instanceof Input one) {
      return List.of(one);
    }
    if (operator instanceof TwoInputStreamOperator two) {
      return List.of(new First(two), new Second(two));
    }
    return (List) ((MultipleInputStreamOperator<?>) operator).getInputs();
  }

  private record First(TwoInputStreamOperator<Object, Object, ?> operator)
      implements Input<Object> {
    @Override
    public void processElement(StreamRecord<Object> element) throws Exception {
      operator.processElement1(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      operator.processWatermark1(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
      operator.processWatermarkStatus1(status);
    }

    @Override
    public void processLatencyMarker(LatencyMarker marker) throws Exception {
      operator.processLatencyMarker1(marker);
    }

    @Override
    public void setKeyContextElement(StreamRecord<Object> record) throws Exception {
      operator.setKeyContextElement1(record);
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
      operator.processRecordAttributes1(attributes);
    }
  }

  private record Second(TwoInputStreamOperator<Object, Object, ?> operator)
      implements Input<Object> {
    @Override
    public void processElement(StreamRecord<Object> element) throws Exception {
      operator.processElement2(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      operator.processWatermark2(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
      operator.processWatermarkStatus2(status);
    }

    @Override
    public void processLatencyMarker(LatencyMarker marker) throws Exception {
      operator.processLatencyMarker2(marker);
    }

    @Override
    public void setKeyContextElement(StreamRecord<Object> record) throws Exception {
      operator.setKeyContextElement2(record);
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
      operator.processRecordAttributes2(attributes);
    }
  }
}
