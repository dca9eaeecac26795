package dev.drey.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The jobs of this test run on a Flink mini cluster instead of in the kit: {@link TestJob#run}
 * gives the same inputs to the same code, and what reaches captured sinks comes back the same way.
 * All tests of a JVM share one cluster, also when they run in parallel; it starts with the first of
 * them and ends with the last.
 *
 * <p>For what the kit refuses ({@link Unsupported}), and to see both agree. Only what a cluster can
 * show is there: the output of captured sinks. The rest ({@link TestJob#runUntil}, snapshots,
 * metrics, outputs inside the pipeline, {@link TestOperator}) is refused.
 *
 * <p>{@code flink-runtime} is all that has to be on the class path, which it is with {@code
 * flink-streaming-java}.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedMiniCluster.class)
public @interface OnMiniCluster {}
