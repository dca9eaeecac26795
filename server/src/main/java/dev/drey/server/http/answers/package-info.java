/**
 * What each operation does with its request: from AWS's JSON to a command of the core, and back to
 * AWS's JSON. One class for each subject; {@link dev.drey.server.http.answers.Answers} names them
 * all.
 */
package dev.drey.server.http.answers;
