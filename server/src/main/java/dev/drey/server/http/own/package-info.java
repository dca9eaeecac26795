/**
 * Questions that AWS's API has no word for, asked by its own protocol under the target {@code
 * Drey_20261122}. Each class answers one subject.
 */
package dev.drey.server.http.own;
