package dev.drey.testkit.engine;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/** The few places where Flink keeps to itself what the kit has to know or to replace. */
final class Reach {
  private Reach() {}

  static Object read(Class<?> declaring, String field, Object from) {
    try {
      return open(declaring, field).get(from);
    } catch (ReflectiveOperationException e) {
      throw changed(declaring, field, e);
    }
  }

  static void write(Class<?> declaring, String field, Object into, Object value) {
    try {
      open(declaring, field).set(into, value);
    } catch (ReflectiveOperationException e) {
      throw changed(declaring, field, e);
    }
  }

  static Object call(Class<?> declaring, String method, Object on) {
    try {
      Method found = declaring.getDeclaredMethod(method);
      found.setAccessible(true);
      return found.invoke(on);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw changed(declaring, method, e);
    }
  }

  private static Field open(Class<?> declaring, String field) throws NoSuchFieldException {
    Field found = declaring.getDeclaredField(field);
    found.setAccessible(true);
    return found;
  }

  private static IllegalStateException changed(Class<?> declaring, String member, Exception e) {
    return new IllegalStateException(
        "this version of Flink has no " + declaring.getSimpleName() + "." + member, e);
  }
}
