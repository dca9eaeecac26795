package dev.drey.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What one operation does with a request that keeps the contract. */
@FunctionalInterface
public interface Answer {
  JsonNode to(ObjectNode request);
}
