/**
 * Makes archives of class data, with which Flink's JVMs start in half the time: a rehearsal of a
 * small job with the options and class path that applications are started with. Read {@link
 * dev.drey.agent.archive.MakeArchives} first.
 */
package dev.drey.agent.archive;
