/**
 * Kafka in and out with what an application in production needs: a uid and a name, only committed
 * records in, exactly once out, and metrics under the service's names. Read {@link
 * dev.drey.sdk.kafka.KafkaInput} and {@link dev.drey.sdk.kafka.KafkaOutput}.
 */
package dev.drey.sdk.kafka;
