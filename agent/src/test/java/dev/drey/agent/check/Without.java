package dev.drey.agent.check;

/** Sees all classes of the tests but one: a user's code that has lost it. */
final class Without extends ClassLoader {
  private final String hidden;

  Without(Class<?> hidden) {
    super(Without.class.getClassLoader());
    this.hidden = hidden.getName();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.equals(hidden)) {
      throw new ClassNotFoundException(name);
    }
    return super.loadClass(name, resolve);
  }
}
