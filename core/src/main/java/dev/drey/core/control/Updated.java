package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Version;

/** An update that was accepted: the application as it is now, and what to wait for. */
public record Updated(Application application, Version version, OperationId operation) {}
