package dev.drey.core.control;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import java.util.Map;
import java.util.Optional;

/**
 * An application that is to be.
 *
 * @param configuration without its code
 */
public record NewApplication(
    ApplicationId id,
    Optional<String> description,
    Configuration configuration,
    Optional<CodeSource> code,
    Map<String, String> tags) {
  public NewApplication {
    tags = Map.copyOf(tags);
  }
}
