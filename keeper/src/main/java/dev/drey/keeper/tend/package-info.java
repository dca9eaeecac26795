/**
 * The program that follows policies: looks, decides, asks. It knows the service's API and nothing
 * else. Read {@link dev.drey.keeper.tend.Keeper} first.
 */
package dev.drey.keeper.tend;
