/**
 * What is known of applications, in an SQL database: today one SQLite file. Read {@link
 * dev.drey.storage.database.SqlApplications} first; {@link dev.drey.storage.database.Database} is
 * how it is opened.
 */
package dev.drey.storage.database;
