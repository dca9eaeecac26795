/**
 * CloudWatch's API over what was measured. Read {@link
 * dev.drey.server.http.cloudwatch.CloudWatchAnswers} first.
 */
package dev.drey.server.http.cloudwatch;
