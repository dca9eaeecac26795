/** What programs print becomes what they log. Read {@link dev.drey.agent.log.Prints} first. */
package dev.drey.agent.log;
