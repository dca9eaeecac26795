/**
 * What the processes of applications log, read in the order of time. Read {@link
 * dev.drey.core.logs.ProcessLog} first, then {@link dev.drey.core.logs.LogReader}.
 */
package dev.drey.core.logs;
