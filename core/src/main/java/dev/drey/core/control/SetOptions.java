package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Version;
import dev.drey.core.options.SetOption;
import java.util.Collection;

/** Which of Flink's options are set for an application, and by whom. */
public interface SetOptions {
  Collection<SetOption> options(Application application, Version version);
}
