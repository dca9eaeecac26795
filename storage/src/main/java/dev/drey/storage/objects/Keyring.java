package dev.drey.storage.objects;

import java.util.Optional;

/** Who may come to the embedded buckets; asked anew with each request. */
public interface Keyring {

  /**
   * Who has a key.
   *
   * @param account whose buckets it opens
   * @param mayChange whether it opens them to write, too
   */
  record Holder(String account, String secret, boolean mayChange) {
    @Override
    public String toString() {
      return "Holder[" + account + ", secret=(secret)]";
    }
  }

  /** Whose key this is; nothing for one that opens nothing. */
  Optional<Holder> holder(String keyId);

  /** One key, of one account. */
  static Keyring of(Credentials key, String account) {
    var holder = new Holder(account, key.secret(), true);
    return keyId -> Optional.of(holder).filter(it -> key.keyId().equals(keyId));
  }
}
