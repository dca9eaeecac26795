/**
 * What is known of applications, in an SQL database: a SQLite file, or PostgreSQL. Read {@link
 * dev.drey.storage.database.SqlApplications} first; {@link dev.drey.storage.database.Database} is
 * how it is opened, {@link dev.drey.storage.database.Engine} what differs.
 */
package dev.drey.storage.database;
