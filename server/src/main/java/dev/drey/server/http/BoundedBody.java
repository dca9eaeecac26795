package dev.drey.server.http;

import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** A request's body, as long as its operation has use for, and as long as it keeps coming. */
final class BoundedBody extends FilterInputStream {
  private static final long MIB = 1 << 20;

  /** Settings are small: the largest list of tags is a hundredth of this. */
  static final long SETTINGS = MIB;

  /** An inline zip of 50 MiB, in base64, and beside it the largest set of properties. */
  private static final long CODE = 84 * MIB;

  /**
   * So much of a body that is not wanted is read and thrown away: a client hears the answer only
   * after it has sent everything.
   */
  private static final long READ_AWAY = 1024 * MIB;

  private final long most;
  private final Patience patience;
  private final long began = System.nanoTime();
  private long taken;

  BoundedBody(InputStream body, long announced, Optional<Operation> operation, Patience patience) {
    super(body);
    this.most = operation.filter(known -> known.input().holdsBlob()).isPresent() ? CODE : SETTINGS;
    this.patience = patience;
    if (announced > most) {
      throw tooLong();
    }
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) throws IOException {
    taken += more;
    if (taken > most) {
      throw tooLong();
    }
    if (isTooSlow()) {
      throw Fault.tooSlow(
          "The request did not come within the time that one of its size may take.");
    }
  }

  private boolean isTooSlow() {
    return patience.isOver(Duration.ofNanos(System.nanoTime() - began), taken);
  }

  /** Takes the rest of it, for a client that has to be told something before its end. */
  void readAway() {
    byte[] away = new byte[64 * 1024];
    int count = 0;
    try {
      while (count >= 0 && taken < READ_AWAY && !isTooSlow()) {
        count = in.read(away);
        taken += count;
      }
    } catch (IOException e) {
      // it broke off; whoever still listens is told all the same
    }
  }

  private Fault tooLong() {
    readAway();
    return Fault.tooLarge(
        "The request is longer than %d MiB.%s"
            .formatted(
                most / MIB,
                most == CODE
                    ? " An inline zip may have 50 MiB: put larger code into a bucket and name it in S3ContentLocation."
                    : ""));
  }
}
