/**
 * Protobuf messages into Flink: {@link dev.drey.sdk.protobuf.ProtobufRows} for rows from a class or
 * a descriptor file, also from PyFlink; {@link dev.drey.sdk.protobuf.ProtobufReader} for records of
 * one's own from generated classes.
 */
package dev.drey.sdk.protobuf;
