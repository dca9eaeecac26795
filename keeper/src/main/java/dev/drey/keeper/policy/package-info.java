/**
 * Policies as their owners write them: when snapshots are taken, which stay, and when none is
 * taken. Pure; read {@link dev.drey.keeper.policy.Policy} first.
 */
package dev.drey.keeper.policy;
