/**
 * What a policy asks for now, of an application as it was seen. Pure; read {@link
 * dev.drey.keeper.decide.Decision} first.
 */
package dev.drey.keeper.decide;
