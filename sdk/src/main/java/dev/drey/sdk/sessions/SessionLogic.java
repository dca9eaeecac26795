package dev.drey.sdk.sessions;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What a session is made of. A session is a value: it begins with one event, two of a key become
 * one, and at the end it becomes a result.
 *
 * @param <K> whose session it is
 * @param <T> events
 * @param <S> sessions while they are open, as they are kept in state
 * @param <R> what comes out
 */
public interface SessionLogic<K, T, S, R> extends Serializable {

  /**
   * Prepares a subtask (metrics, parsers).
   *
   * @param context of the function
   */
  default void open(RuntimeContext context) {}

  /**
   * A session of this one event.
   *
   * @param event the event
   * @param time its event time in epoch milliseconds, which is both {@link #start} and {@link #end}
   * @return the session
   */
  S begin(T event, long time);

  /**
   * Two sessions as one, neither of them used again.
   *
   * @param first what was there
   * @param arrived what came later in the stream, which says nothing about its time
   * @return a session from the earlier start to the later end
   */
  S join(S first, S arrived);

  /**
   * The time of its earliest event.
   *
   * @param session an open session
   * @return epoch milliseconds
   */
  long start(S session);

  /**
   * The time of its latest event.
   *
   * @param session an open session
   * @return epoch milliseconds
   */
  long end(S session);

  /**
   * What becomes of a session that is over.
   *
   * @param key whose it was
   * @param session the session
   * @return the result
   */
  R close(K key, S session);

  /**
   * How open sessions are kept. Each event reads and writes its key's sessions once, so this is
   * what an event costs.
   *
   * @return a type whose serializer may change as the session does (no generic type)
   */
  TypeInformation<S> sessionType();

  /**
   * How results travel.
   *
   * @return the type
   */
  TypeInformation<R> resultType();
}
