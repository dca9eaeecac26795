/**
 * Sessions by key, with timers. Read {@link dev.drey.sdk.sessions.SessionLogic} for what an
 * application says, {@link dev.drey.sdk.sessions.Sessions} for what is done with it.
 */
package dev.drey.sdk.sessions;
