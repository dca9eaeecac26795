package dev.drey.server.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Values and texts as XML. */
public final class Xml {
  private Xml() {}

  /** The members of an answer, without an element around them. */
  public static String of(Shape output, JsonNode answer) {
    var out = new StringBuilder();
    output.write(answer, new XmlPen(out));
    return out.toString();
  }

  /** A text that may stand in an element; what XML has no place for becomes a question mark. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?");
  }
}
