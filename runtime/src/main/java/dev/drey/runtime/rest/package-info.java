/**
 * The one client for Flink's REST interface. Read {@link dev.drey.runtime.rest.FlinkRest} first.
 */
package dev.drey.runtime.rest;
