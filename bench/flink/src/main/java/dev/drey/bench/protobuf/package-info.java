/**
 * Reading Protobuf beside reading JSON, both by the SDK. Read {@link
 * dev.drey.bench.protobuf.ReadingTimes} first.
 */
package dev.drey.bench.protobuf;
