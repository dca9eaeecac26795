/** Who changed what, kept in a file: {@link dev.drey.server.http.audit.AuditTrail}. */
package dev.drey.server.http.audit;
