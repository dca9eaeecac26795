/**
 * The language in which clients of CloudWatch Logs say which events they want. Read {@link
 * dev.drey.server.http.logs.filter.FilterPattern} first.
 */
package dev.drey.server.http.logs.filter;
