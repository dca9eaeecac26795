package dev.drey.runtime.process;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The distributions there are. */
final class Flinks {
  private final Map<RuntimeEnvironment, FlinkJvms> jvms;

  private Flinks(Map<RuntimeEnvironment, FlinkJvms> jvms) {
    this.jvms = jvms;
  }

  static Flinks of(ProcessSettings settings) {
    JavaHome java = JavaHome.at(settings.java());
    Map<RuntimeEnvironment, FlinkJvms> jvms = new TreeMap<>();
    settings
        .distributions()
        .forEach((runtime, distribution) -> jvms.put(runtime, FlinkJvms.of(java, distribution)));
    return new Flinks(jvms);
  }

  Set<RuntimeEnvironment> environments() {
    return jvms.keySet();
  }

  FlinkJvms of(RuntimeEnvironment runtime) {
    return Optional.ofNullable(jvms.get(runtime))
        .orElseThrow(
            () ->
                new Refused(
                    Reason.UNSUPPORTED,
                    "there is no Flink for " + runtime + " here, only for " + environments()));
  }
}
