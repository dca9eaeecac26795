package dev.drey.bench.sessions;

import dev.drey.bench.sessions.Bids.Session;
import dev.drey.sdk.sessions.SessionLogic;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;

/** Counts bids: what is kept of a session is its first and last time, and the count. */
final class ByTimers
    implements SessionLogic<Long, Tuple2<Long, Long>, Tuple3<Long, Long, Long>, Session> {
  private static final long serialVersionUID = 1;

  @Override
  public Tuple3<Long, Long, Long> begin(Tuple2<Long, Long> bid, long time) {
    return Tuple3.of(time, time, 1L);
  }

  @Override
  public Tuple3<Long, Long, Long> join(
      Tuple3<Long, Long, Long> first, Tuple3<Long, Long, Long> arrived) {
    return Tuple3.of(
        Math.min(first.f0, arrived.f0), Math.max(first.f1, arrived.f1), first.f2 + arrived.f2);
  }

  @Override
  public long start(Tuple3<Long, Long, Long> session) {
    return session.f0;
  }

  @Override
  public long end(Tuple3<Long, Long, Long> session) {
    return session.f1;
  }

  @Override
  public Session close(Long bidder, Tuple3<Long, Long, Long> session) {
    return new Session(bidder, session.f0, session.f1, session.f2);
  }

  @Override
  public TypeInformation<Tuple3<Long, Long, Long>> sessionType() {
    return Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);
  }

  @Override
  public TypeInformation<Session> resultType() {
    return TypeInformation.of(Session.class);
  }
}
