package dev.drey.server.http;

import dev.drey.server.http.audit.AuditTrail;
import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.http.auth.Anybody;
import dev.drey.server.http.auth.SignedRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Edges of the API in a folder, with a few keys. */
final class Edges {
  static final String SECRET = "secret/of+this=key";
  static final String KEYS =
      """
      [default]
      aws_access_key_id = AKIDEXAMPLE
      aws_secret_access_key = %1$s
      [reader]
      aws_access_key_id = AKIDREADER
      aws_secret_access_key = %1$s
      drey_role = read-only
      [other]
      aws_access_key_id = AKIDOTHER
      aws_secret_access_key = %1$s
      drey_account = 111122223333
      """
          .formatted(SECRET);

  private Edges() {}

  /** One that answers everybody. */
  static ApiEdge open(Path folder, Api... apis) throws IOException {
    return new ApiEdge(
        List.of(apis),
        new ApiEdge.Door(
            new Anybody(keys(folder)), "us-east-1", folder.resolve("received"), Clock.systemUTC()),
        trail(folder),
        Patience.USUAL);
  }

  /** One that looks at signatures, and is not so patient. */
  static ApiEdge signed(Path folder, Clock clock, Patience patience, Api... apis)
      throws IOException {
    return new ApiEdge(
        List.of(apis),
        new ApiEdge.Door(
            new SignedRequests(keys(folder), "us-east-1", clock),
            "us-east-1",
            folder.resolve("received"),
            clock),
        trail(folder),
        patience);
  }

  private static AccessKeys keys(Path folder) throws IOException {
    return AccessKeys.of(Files.writeString(folder.resolve("credentials"), KEYS), "000000000000");
  }

  private static AuditTrail trail(Path folder) {
    return AuditTrail.open(folder.resolve("audit.jsonl"), 1 << 20, 3);
  }
}
