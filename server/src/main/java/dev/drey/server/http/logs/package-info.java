/**
 * The API of CloudWatch Logs over what the processes of applications log. Read {@link
 * dev.drey.server.http.logs.LogsAnswers} first.
 */
package dev.drey.server.http.logs;
