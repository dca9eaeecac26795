/**
 * Commands, which only write what is wanted, and the reconciler, which acts; beside them the
 * interfaces of what they need. Read {@link dev.drey.core.control.Reconciler} first.
 */
package dev.drey.core.control;
