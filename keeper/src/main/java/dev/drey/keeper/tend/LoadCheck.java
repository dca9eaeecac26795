package dev.drey.keeper.tend;

import java.util.Optional;

/** Whether an application could do without more work now, where somebody can tell. */
@FunctionalInterface
public interface LoadCheck {
  /** Where nobody can: the status is all there is. */
  LoadCheck NONE = application -> Optional.empty();

  /** Why it would be hard on a running application to be saved now; absent if it would not. */
  Optional<String> reasonToWait(String application);
}
