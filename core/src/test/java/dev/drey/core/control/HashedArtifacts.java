package dev.drey.core.control;

import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Unavailable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Code that is its own name: the object's key decides the hash. */
public final class HashedArtifacts implements Artifacts {
  private final Set<String> kept = new TreeSet<>();

  @Override
  public synchronized Code keep(String account, CodeSource source, Configuration configuration) {
    int key = source instanceof CodeSource.S3 s3 ? s3.key().hashCode() : 0;
    var sha256 = new Sha256("%064x".formatted(Integer.toUnsignedLong(key)));
    kept.add(sha256.value());
    Optional<CodeSource.S3> from =
        source instanceof CodeSource.S3 s3 ? Optional.of(s3) : Optional.empty();
    return new Code(sha256, "md5", 1, from);
  }

  @Override
  public void check(Code code, Configuration configuration) {}

  @Override
  public synchronized Path file(Sha256 code) {
    if (!kept.contains(code.value())) {
      throw new Unavailable("the kept code " + code.value() + " is gone");
    }
    return Path.of(code.value());
  }

  @Override
  public synchronized void retain(Set<Sha256> inUse) {
    kept.removeIf(hash -> !inUse.contains(new Sha256(hash)));
  }

  public synchronized Set<String> kept() {
    return Set.copyOf(kept);
  }
}
