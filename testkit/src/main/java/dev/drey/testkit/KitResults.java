package dev.drey.testkit;

import dev.drey.testkit.engine.Execution;
import dev.drey.testkit.engine.Node;
import dev.drey.testkit.engine.Recording;
import java.util.List;
import java.util.Optional;

/** Results of a run in the kit. */
record KitResults(Execution execution) implements JobRun.Results {
  @Override
  public List<Recording.Seen> emitted(String operator, Optional<String> tag) {
    Node node = execution.topology().find(operator);
    return execution.recording(node, tag).map(recording -> recording.from(0)).orElseGet(List::of);
  }

  @Override
  public MetricValues metrics(String operator) {
    Node node = execution.topology().find(operator);
    return new MetricValues(node.label(), execution.metrics(node));
  }
}
