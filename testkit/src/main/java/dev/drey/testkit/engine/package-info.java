/**
 * How a pipeline runs in one thread; not for users. {@link dev.drey.testkit.engine.Execution} is a
 * run, {@link dev.drey.testkit.engine.Assembly} puts it together from Flink's own operators, and
 * {@link dev.drey.testkit.engine.Subtask} is one of them in its surroundings.
 */
package dev.drey.testkit.engine;
