/**
 * The commands of {@code drey}: clients of a running server like any other. Read {@link
 * dev.drey.cli.Main} first.
 */
package dev.drey.cli;
