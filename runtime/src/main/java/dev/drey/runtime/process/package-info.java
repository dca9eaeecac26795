/**
 * Flink as processes of this machine, which live on without the server that started them. Read
 * {@link dev.drey.runtime.process.ProcessRuntime} first, then {@code launch.sh} beside it.
 */
package dev.drey.runtime.process;
