/**
 * The sessions of a log, computed in a second way: regular expressions and sorting, nothing shared
 * with the application. Read {@link dev.drey.demo.truth.Truth} first; {@link
 * dev.drey.demo.truth.GeneratedDay} makes logs to compute on.
 */
package dev.drey.demo.truth;
