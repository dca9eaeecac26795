package dev.drey.sessionize;

import dev.drey.sdk.agents.Bots;
import dev.drey.sdk.metrics.ServiceMetrics;
import dev.drey.sdk.sessions.SessionLogic;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;

/** What a visitor's session is made of; closed, it knows whether the visitor is a bot. */
final class VisitorSessions implements SessionLogic<Visitor, LogLine, OpenSession, Session> {
  private static final long serialVersionUID = 1;

  private final int agentsKept;
  private transient Bots bots;
  private transient Counter botSessions;

  VisitorSessions(int agentsKept) {
    this.agentsKept = agentsKept;
  }

  @Override
  public void open(RuntimeContext context) {
    bots = new Bots(agentsKept);
    botSessions = ServiceMetrics.of(context).counter("botSessions");
  }

  @Override
  public OpenSession begin(LogLine line, long time) {
    return OpenSession.of(line);
  }

  @Override
  public OpenSession join(OpenSession first, OpenSession arrived) {
    return first.and(arrived);
  }

  @Override
  public long start(OpenSession session) {
    return session.start();
  }

  @Override
  public long end(OpenSession session) {
    return session.end();
  }

  @Override
  public Session close(Visitor visitor, OpenSession session) {
    boolean bot = bots.isBot(visitor.userAgent());
    if (bot) {
      botSessions.inc();
    }
    return session.closed(visitor, bot);
  }

  @Override
  public TypeInformation<OpenSession> sessionType() {
    return TypeInformation.of(OpenSession.class);
  }

  @Override
  public TypeInformation<Session> resultType() {
    return TypeInformation.of(Session.class);
  }
}
