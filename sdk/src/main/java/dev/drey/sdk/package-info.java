/**
 * What every Flink application needs and nobody should write twice. Each package stands for itself:
 * settings from property groups, validated input, sessions by key, and sources and sinks with sane
 * defaults. Nothing here knows the server.
 */
package dev.drey.sdk;
