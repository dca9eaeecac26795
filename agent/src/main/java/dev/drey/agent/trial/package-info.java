/**
 * Restores saved state whole, in a cluster that touches nothing outside. Read {@link
 * dev.drey.agent.trial.TryRestore} first, and {@link dev.drey.agent.trial.CutOff} for what makes it
 * safe.
 */
package dev.drey.agent.trial;
