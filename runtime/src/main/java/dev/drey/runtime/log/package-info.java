/**
 * Reads what processes have written into files. Read {@link dev.drey.runtime.log.FileLog} first.
 */
package dev.drey.runtime.log;
