/**
 * Python for Flink: the environment that interpreters begin with, and what zips of applications are
 * held against. Read {@link dev.drey.runtime.python.PythonZips} first.
 */
package dev.drey.runtime.python;
