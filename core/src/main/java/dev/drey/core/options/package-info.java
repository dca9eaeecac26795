/**
 * Flink's own options, set for one application: which there are, what they may be, and which are
 * not the application's to set. Read {@link dev.drey.core.options.OptionCheck} first.
 */
package dev.drey.core.options;
