/**
 * An application in the words of others: AWS's CreateApplication, and the FlinkDeployment of the
 * Flink Kubernetes Operator. Pure; read {@link dev.drey.cli.transfer.CreationInput} first.
 */
package dev.drey.cli.transfer;
