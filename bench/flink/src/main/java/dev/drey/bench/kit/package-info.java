/** Tests by the testkit and by mini clusters. Read {@link dev.drey.bench.kit.KitTimes} first. */
package dev.drey.bench.kit;
