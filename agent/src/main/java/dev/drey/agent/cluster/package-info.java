/** How a JobManager begins. Read {@link dev.drey.agent.cluster.ApplicationJobManager} first. */
package dev.drey.agent.cluster;
