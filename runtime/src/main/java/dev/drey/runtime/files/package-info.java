/**
 * Files that are there as a whole or not at all. Read {@link dev.drey.runtime.files.WholeFile}
 * first.
 */
package dev.drey.runtime.files;
