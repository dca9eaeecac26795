/**
 * What happens next to an application: a pure decision from where it is, what was seen and the
 * time. Nothing here acts. Read {@link dev.drey.core.lifecycle.Phase} first.
 */
package dev.drey.core.lifecycle;
