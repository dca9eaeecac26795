/**
 * Writes down which options a Flink has, from its own classes, when a runtime is laid out. Read
 * {@link dev.drey.catalogue.ListOptions} first.
 */
package dev.drey.catalogue;
