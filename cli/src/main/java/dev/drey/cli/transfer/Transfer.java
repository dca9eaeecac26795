package dev.drey.cli.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An application as its next home takes it.
 *
 * @param documents one, or several that belong together
 * @param notes what does not come along, and what is left to be done
 */
public record Transfer(List<ObjectNode> documents, List<String> notes) {
  public Transfer {
    documents = List.copyOf(documents);
    notes = List.copyOf(notes);
  }
}
