/**
 * Who asks: keys from a file, and signatures (AWS Signature Version 4) held against them. Read
 * {@link dev.drey.server.http.auth.SignedRequests} first.
 */
package dev.drey.server.http.auth;
