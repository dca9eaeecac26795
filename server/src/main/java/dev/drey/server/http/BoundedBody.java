package dev.drey.server.http;

import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body, as long as its operation has use for. */
final class BoundedBody extends FilterInputStream {
  private static final long MIB = 1 << 20;

  /** Settings are small: the largest list of tags is a hundredth of this. */
  private static final long SETTINGS = MIB;

  /** An inline zip of 50 MiB, in base64, and beside it the largest set of properties. */
  private static final long CODE = 84 * MIB;

  /**
   * So much of a body that is too long is read and thrown away: a client hears the answer only
   * after it has sent everything.
   */
  private static final long READ_AWAY = 1024 * MIB;

  private final long most;
  private long taken;

  BoundedBody(InputStream body, long announced, Operation operation) throws IOException {
    super(body);
    this.most = operation.input().holdsBlob() ? CODE : SETTINGS;
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
  }

  private Fault tooLong() throws IOException {
    byte[] away = new byte[64 * 1024];
    long left = READ_AWAY;
    int count = 0;
    while (left > 0 && count >= 0) {
      count = in.read(away);
      left -= count;
    }
    return Fault.tooLarge(
        "The request is longer than %d MiB.%s"
            .formatted(
                most / MIB,
                most == CODE
                    ? " An inline zip may have 50 MiB: put larger code into a bucket and name it in S3ContentLocation."
                    : ""));
  }
}
