/**
 * Where the state of applications lies, in files or in a bucket, and what can be told from its
 * names alone. Read {@link dev.drey.runtime.state.ApplicationState} first.
 */
package dev.drey.runtime.state;
