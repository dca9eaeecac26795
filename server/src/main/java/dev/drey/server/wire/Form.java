package dev.drey.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The query protocol's requests: {@code Dimensions.member.1.Name=Application&…}. All values are
 * texts, and what they mean only the shapes know.
 */
public final class Form {
  /** A name with more dots than any shape is deep is no request but an attempt at something. */
  private static final int DEEPEST = 32;

  private final ObjectNode fields;

  private Form(ObjectNode fields) {
    this.fields = fields;
  }

  public static Form parse(InputStream body) throws IOException {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    for (String field : text.split("&", -1)) {
      if (!field.isEmpty()) {
        String[] both = field.split("=", 2);
        put(fields, decoded(both[0]).split("\\.", -1), both.length == 2 ? decoded(both[1]) : "");
      }
    }
    return new Form(fields);
  }

  private static void put(ObjectNode fields, String[] path, String value) {
    if (path.length > DEEPEST) {
      throw malformed("a name of " + path.length + " parts");
    }
    ObjectNode at = fields;
    for (int i = 0; i < path.length - 1; i++) {
      JsonNode next = at.get(path[i]);
      at = next instanceof ObjectNode below ? below : at.putObject(path[i]);
    }
    at.put(path[path.length - 1], value);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
  }

  private static Fault malformed(String why) {
    return Fault.of("MalformedQueryString", "the request is no form: " + why);
  }

  /** A field that belongs to the protocol and not to the request. */
  public String field(String name) {
    return fields.path(name).asText("");
  }

  /**
   * The request that it is, as the operation takes it.
   *
   * @throws Fault as {@link Validation#request} does
   */
  public ObjectNode request(Operation operation) {
    JsonNode request = operation.input().read(fields, "");
    Validation.check(operation, request);
    return (ObjectNode) request;
  }

  static String text(JsonNode form, String wanted, String at) {
    if (!form.isTextual()) {
      throw wrongType(wanted, at);
    }
    return form.textValue();
  }

  static Fault wrongType(String wanted, String at) {
    return Fault.of("MalformedInput", "'%s' is not %s".formatted(at, wanted));
  }
}
