/** The SDK's sessions beside Flink's. Read {@link dev.drey.bench.sessions.SessionTimes} first. */
package dev.drey.bench.sessions;
