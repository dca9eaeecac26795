/**
 * Who is told that something is wrong. Read {@link dev.drey.server.alerts.Webhook} first; what is
 * wrong says {@link dev.drey.core.health.Checkup}.
 */
package dev.drey.server.alerts;
