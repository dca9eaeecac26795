/**
 * How an application does, and why: what was seen of it, what is wrong by that, and who has to be
 * told. Read {@link dev.drey.core.health.Checkup} first.
 */
package dev.drey.core.health;
