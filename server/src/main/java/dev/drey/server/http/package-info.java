/**
 * The one port: it takes requests of the AWS API apart, has them checked and answered, and shows
 * the applications' dashboards. Read {@link dev.drey.server.http.ApiEdge} first.
 */
package dev.drey.server.http;
