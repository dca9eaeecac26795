package dev.drey.bots;

import dev.drey.sdk.agents.Bots;
import dev.drey.sdk.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * Tags each interaction with what speaks for a bot at this moment: its user agent, and what its
 * user has done so far. Nothing is waited for, so what came before is not tagged again. A user who
 * does nothing for a while is forgotten.
 */
final class BotTagEnrichment extends RichFlatMapFunction<Interaction, TaggedInteraction> {
  private static final long serialVersionUID = 1;

  private final Rules rules;
  private final Duration remembered;
  private final int agentsKept;

  private transient Bots bots;
  private transient ValueState<Behaviour> behaviour;
  private transient Map<Reason, Counter> tagged;

  BotTagEnrichment(Rules rules, Duration remembered, int agentsKept) {
    this.rules = rules;
    this.remembered = remembered;
    this.agentsKept = agentsKept;
  }

  @Override
  public void open(OpenContext context) {
    bots = new Bots(agentsKept);
    var descriptor = new ValueStateDescriptor<>("behaviour", TypeInformation.of(Behaviour.class));
    if (!remembered.isZero()) {
      descriptor.enableTimeToLive(StateTtlConfig.newBuilder(remembered).build());
    }
    behaviour = getRuntimeContext().getState(descriptor);
    MetricGroup metrics = ServiceMetrics.of(getRuntimeContext());
    tagged = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      tagged.put(reason, metrics.counter(reason.counter()));
    }
  }

  @Override
  public void flatMap(Interaction interaction, Collector<TaggedInteraction> out) throws Exception {
    Behaviour now =
        Optional.ofNullable(behaviour.value()).orElse(Behaviour.NONE).after(interaction, rules);
    behaviour.update(now);
    Set<Reason> reasons = now.reasons();
    if (bots.isBot(interaction.userAgent())) {
      reasons.add(Reason.USER_AGENT);
    }
    reasons.forEach(reason -> tagged.get(reason).inc());
    out.collect(TaggedInteraction.of(interaction, reasons));
  }
}
