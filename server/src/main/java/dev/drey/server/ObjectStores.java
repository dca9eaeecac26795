package dev.drey.server;

import dev.drey.core.model.Unavailable;
import dev.drey.runtime.process.StateSettings;
import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.settings.Settings;
import dev.drey.storage.objects.Buckets;
import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.EmbeddedBuckets;
import dev.drey.storage.objects.Keyring;
import dev.drey.storage.objects.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the buckets are: in the embedded store, or in one that was named.
 *
 * @param buckets those of each account
 * @param key what running jobs reach their state with
 */
record ObjectStores(Buckets buckets, URI endpoint, Credentials key) {

  static ObjectStores open(
      Settings.Objects wanted,
      Layout layout,
      Endpoints endpoints,
      String region,
      AccessKeys keys,
      Credentials own,
      Keyring guests,
      Closing closing) {
    if (wanted.endpoint().isPresent()) {
      return named(wanted, wanted.endpoint().get(), own, closing);
    }
    adoptOldFolder(layout, keys.account(own.keyId()));
    EmbeddedBuckets embedded = closing.add(embedded(wanted, layout, endpoints, guests));
    var buckets = new Buckets(account -> embedded.store(region, keys.own("object store", account)));
    return new ObjectStores(closing.add(buckets), embedded.endpoint(), own);
  }

  private static ObjectStores named(
      Settings.Objects wanted, URI endpoint, Credentials own, Closing closing) {
    Optional<Path> file = wanted.credentials();
    Credentials key = file.map(Credentials::read).orElse(own);
    var buckets =
        new Buckets(
            account ->
                new ObjectStore(
                    endpoint,
                    wanted.region(),
                    Optional.of(file.map(it -> Credentials.read(it, account)).orElse(own))));
    return new ObjectStores(closing.add(buckets), endpoint, key);
  }

  /**
   * On the port it had before where no other is asked for, since clients and running jobs may know
   * it by that.
   */
  private static EmbeddedBuckets embedded(
      Settings.Objects wanted, Layout layout, Endpoints endpoints, Keyring guests) {
    int last = endpoints.lastPort("s3");
    if (wanted.port() == 0 && last != 0) {
      try {
        var again = new EmbeddedBuckets(layout.buckets(), last, guests);
        again.start();
        return again;
      } catch (Unavailable taken) {
        // somebody else has it now: any other will do
      }
    }
    var embedded = new EmbeddedBuckets(layout.buckets(), wanted.port(), guests);
    embedded.start();
    return embedded;
  }

  /** Homes of before accounts had buckets of their own: what lies there is the usual account's. */
  private static void adoptOldFolder(Layout layout, String account) {
    Path old = layout.home().resolve("objects");
    Path now = layout.buckets().resolve(account);
    if (Files.exists(old) && !Files.exists(now)) {
      try {
        Files.createDirectories(layout.buckets());
        Files.move(old, now, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new Unavailable("the buckets in " + old + " cannot be moved (" + e + ")", e);
      }
    }
  }

  /** Where state lies, as it is reached from here and by running jobs. */
  StateSettings state(Settings settings) {
    if (settings.state().location().isEmpty()) {
      return new StateSettings.Files();
    }
    URI location = settings.state().location().get();
    return new StateSettings.Bucket(
        location.getAuthority(),
        location.getPath().replaceFirst("^/", ""),
        settings.state().endpoint().or(() -> Optional.of(endpoint)),
        settings.objects().region(),
        key.keyId(),
        key.secret());
  }
}
