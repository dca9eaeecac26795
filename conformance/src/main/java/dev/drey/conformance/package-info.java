/**
 * Tests that know one endpoint of the KinesisAnalyticsV2 API and nothing else, so that they can be
 * run against any. What they need to know is in {@link dev.drey.conformance.Service}; each says in
 * {@link dev.drey.conformance.CheckedAgainst} how sure it is.
 */
package dev.drey.conformance;
