/**
 * The check of a jar before anything is stopped for it: its main() runs to the job graph in a JVM
 * of its own, and the operators found are compared with the state they are to go on from. Read
 * {@link dev.drey.agent.check.CheckJob} first.
 */
package dev.drey.agent.check;
