package dev.drey.core.control;

import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.RunConfiguration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an update changes.
 *
 * @param settings from the current configuration to the new one, its code aside
 * @param code where new code is to be read from, given the current configuration
 * @param run how the updated application is to come up; absent for "with the state it has"
 */
public record Amendment(
    UnaryOperator<Configuration> settings,
    java.util.function.Function<Configuration, Optional<CodeSource>> code,
    Optional<RunConfiguration> run) {}
