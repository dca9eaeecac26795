package dev.drey.storage.objects;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The buckets that each account may name: where its code is read from. */
public final class Buckets implements AutoCloseable {
  private final Function<String, ObjectStore> open;
  private final Map<String, ObjectStore> accounts = new ConcurrentHashMap<>();

  /**
   * @param open makes the store that an account sees, with a key of that account
   */
  public Buckets(Function<String, ObjectStore> open) {
    this.open = open;
  }

  /**
   * Those of an account.
   *
   * @throws dev.drey.core.model.Refused if it has none
   */
  public ObjectStore of(String account) {
    return accounts.computeIfAbsent(account, open);
  }

  @Override
  public void close() {
    accounts.values().forEach(ObjectStore::close);
  }
}
