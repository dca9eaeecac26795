package dev.drey.testkit.engine;

/** Lets the user's own exception rise as it is, where an interface of Flink's declares none. */
public final class Raise {
  private Raise() {}

  /** To be thrown by the caller: {@code throw Raise.as(e)}. */
  public static RuntimeException as(Throwable e) {
    return Raise.<RuntimeException>unchecked(e);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the trick
  private static <E extends Throwable> E unchecked(Throwable e) throws E {
    throw (E) e;
  }
}
