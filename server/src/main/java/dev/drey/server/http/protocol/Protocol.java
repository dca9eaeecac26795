package dev.drey.server.http.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a client and this server write to each other: one of the protocols of AWS's clients. */
public sealed interface Protocol permits JsonProtocol, CborProtocol, QueryProtocol {

  /** Where requests are taken; all else is somebody else's. */
  List<String> PATHS = List.of("/", CborProtocol.PATH);

  /** The one that a request is written in; whatever is none is taken for JSON, as AWS does. */
  static Protocol of(RequestHead head) {
    if (CborProtocol.isSpoken(head)) {
      return new CborProtocol(QueryErrors.of(head));
    }
    return QueryProtocol.isSpoken(head) ? new QueryProtocol() : JsonProtocol.of(head);
  }

  /** The word by which a contract says that its clients speak it. */
  String word();

  /** Of answers and faults alike. */
  String contentType();

  /** What the head says is asked for. */
  Address address(RequestHead head);

  /** The operation, where the head does not name it. */
  String operation(InputStream body) throws IOException;

  /**
   * The request in a body.
   *
   * @throws Fault where it does not keep the contract
   */
  ObjectNode request(Operation operation, InputStream body) throws IOException;

  byte[] answer(Operation operation, JsonNode answer, String requestId);

  byte[] fault(Fault fault, String requestId);

  /** What an answer has in its head. */
  Map<String, String> headers();

  /** What a fault's answer has in its head. */
  Map<String, String> headers(Fault fault);

  /** The HTTP status of a fault. */
  int status(Fault fault);

  /**
   * Which operation of which API.
   *
   * @param target of the API's contract; absent where the one that speaks this protocol is meant
   * @param operation absent where only the body tells
   */
  record Address(Optional<String> target, Optional<String> operation) {}
}
