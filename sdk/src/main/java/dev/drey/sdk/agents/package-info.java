/** What a user agent tells. Read {@link dev.drey.sdk.agents.Bots}. */
package dev.drey.sdk.agents;
