package dev.drey.storage.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStoreLocator;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * The buckets of every account, each account's in a directory of its own: two accounts may have
 * buckets of one name, and neither sees the other's.
 */
final class AccountBuckets implements BlobStoreLocator {
  /** What a key that may not change anything may ask for; whatever else there is, is closed. */
  private static final Set<String> LOOKING =
      Set.of(
          "list",
          "listV1",
          "headBucket",
          "containerExists",
          "getContainerAccess",
          "getContainerAcl",
          "blobExists",
          "blobMetadata",
          "blobMetadataIfPresent",
          "getBlob",
          "supportsVersioning",
          "getBucketVersioning",
          "listVersions",
          "supportsBucketEncryption",
          "getBucketEncryption",
          "supportsServerSideEncryption",
          "getBlobAccess",
          "getBlobAcl",
          "supportsCopyMultipartPart",
          "listMultipartUpload",
          "listMultipartUploads",
          "getMinimumMultipartPartSize",
          "close");

  private final Path directory;
  private final Keyring keys;
  private final Map<String, BlobStore> accounts = new ConcurrentHashMap<>();

  AccountBuckets(Path directory, Keyring keys) {
    this.directory = directory;
    this.keys = keys;
  }

  @Override
  public AccessGrant locateBlobStore(String keyId, String bucket, String object) {
    return Optional.ofNullable(keyId)
        .flatMap(keys::holder)
        .map(holder -> new AccessGrant(holder.secret(), of(holder)))
        .orElse(null); // which S3Proxy takes for a key it does not know
  }

  private BlobStore of(Keyring.Holder holder) {
    BlobStore all = accounts.computeIfAbsent(holder.account(), this::buckets);
    return holder.mayChange() ? all : toLookAt(all);
  }

  private BlobStore buckets(String name) {
    Path below = directory.resolve(name);
    try {
      Files.createDirectories(below);
    } catch (IOException e) {
      throw new UncheckedIOException("the buckets' directory " + below + " cannot be made", e);
    }
    return new FilesystemNio2BlobStore(below.toString());
  }

  private static BlobStore toLookAt(BlobStore all) {
    return (BlobStore)
        Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (self, method, arguments) -> {
              if (method.getDeclaringClass() == BlobStore.class
                  && !LOOKING.contains(method.getName())) {
                throw new S3ProxyException(
                    S3ErrorCode.ACCESS_DENIED, "This key is read-only: it may change nothing.");
              }
              return asked(all, method, arguments);
            });
  }

  private static Object asked(BlobStore all, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(all, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** For requests without a key, which get as far as S3Proxy's own checks of public buckets. */
  BlobStore nobodys() {
    return buckets("nobody");
  }
}
