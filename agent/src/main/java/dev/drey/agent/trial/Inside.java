package dev.drey.agent.trial;

import java.lang.reflect.Field;

/** What Flink's classes have and show nobody. Tests hold the names against each line of Flink. */
final class Inside {
  private Inside() {}

  static Object get(Object owner, String field) {
    try {
      return of(owner, field).get(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(owner.getClass() + " has no " + field, e);
    }
  }

  static void set(Object owner, String field, Object value) {
    try {
      of(owner, field).set(owner, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(owner.getClass() + " has no " + field, e);
    }
  }

  private static Field of(Object owner, String field) throws NoSuchFieldException {
    Field found = owner.getClass().getDeclaredField(field);
    found.setAccessible(true);
    return found;
  }
}
