/**
 * The demo: a Kafka of its own, a log replayed into it, the application on a running server, and a
 * live view. Read {@link dev.drey.demo.Demo} first: it is the story from start to end.
 */
package dev.drey.demo;
