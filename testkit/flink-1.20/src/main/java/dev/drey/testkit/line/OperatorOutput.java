package dev.drey.testkit.line;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.WatermarkGaugeExposingOutput;

/** Where an operator writes to. */
public interface OperatorOutput extends WatermarkGaugeExposingOutput<StreamRecord<Object>> {}
