/**
 * Orders with the position of their rider: two topics merged by time into a third, exactly once.
 * Read {@link dev.drey.enrichment.Main} first, then {@link dev.drey.enrichment.Enrichment}.
 */
package dev.drey.enrichment;
