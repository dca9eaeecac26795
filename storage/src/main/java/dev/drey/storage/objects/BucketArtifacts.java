package dev.drey.storage.objects;

import dev.drey.core.capacity.MemorySize;
import dev.drey.core.control.Artifacts;
import dev.drey.core.control.PythonCode;
import dev.drey.core.control.StoredCode;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.PythonProgram;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Code read from buckets once and kept as files named by their SHA-256. A file has its name only
 * once it is complete and on the disk.
 */
public final class BucketArtifacts implements Artifacts, StoredCode {
  private static final String INLINE = "the code sent with the request";
  private static final long MEBI = 1024 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final Pattern KEPT = Pattern.compile("[0-9a-f]{64}");

  private final Buckets buckets;
  private final Path directory;
  private final MemorySize limit;
  private final PythonCode python;

  /**
   * Keeps code in a directory.
   *
   * @param limit how large a jar or zip may be
   * @param python what zips of Python applications are held against
   */
  public BucketArtifacts(Buckets buckets, Path directory, MemorySize limit, PythonCode python) {
    this.buckets = buckets;
    this.directory = directory.toAbsolutePath();
    this.limit = limit;
    this.python = python;
  }

  /** Makes the directory, and deletes what a crash left half-written there. */
  public void start() {
    try {
      Files.createDirectories(directory);
      delete(name -> name.endsWith(PartialFile.SUFFIX));
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  @Override
  public Code keep(String account, CodeSource source, Configuration configuration) {
    if (source instanceof CodeSource.S3 s3) {
      return keep(new StoredObject(buckets.of(account), s3), s3, configuration);
    }
    var inline = (CodeSource.Inline) source;
    try (InputStream bytes = inline.open()) {
      return keep(new Incoming(bytes, INLINE), Optional.empty(), configuration);
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private Code keep(StoredObject object, CodeSource.S3 source, Configuration configuration) {
    var bytes = object.open();
    try {
      checkSize(bytes.response().contentLength(), object.toString());
      return keep(new Incoming(bytes, object.toString()), Optional.of(source), configuration);
    } catch (Broken e) {
      throw object.unavailable(e);
    } catch (IOException e) {
      throw trouble(e);
    } finally {
      bytes.abort(); // closing would first read what is left
    }
  }

  private Code keep(Incoming incoming, Optional<CodeSource.S3> source, Configuration configuration)
      throws IOException {
    try (var partial = new PartialFile(directory)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = incoming.read(buffer); n >= 0; n = incoming.read(buffer)) {
        partial.write(buffer, n);
        checkSize(partial.size(), incoming.name());
      }
      check(partial.path(), incoming.name(), configuration);
      var sha256 = new Sha256(partial.sha256());
      partial.complete(path(sha256));
      return new Code(sha256, partial.md5(), partial.size(), source);
    }
  }

  @Override
  public void check(Code code, Configuration configuration) {
    String name = code.source().map(CodeSource.S3::uri).orElse(INLINE);
    check(file(code.sha256()), name, configuration);
  }

  private void check(Path file, String name, Configuration configuration) {
    Optional<PythonProgram> program = configuration.python();
    if (program.isPresent()) {
      python.check(file, name, program.get(), configuration.runtime());
    } else {
      new RunnableArchive(file, name).check();
    }
  }

  private void checkSize(long size, String name) {
    if (size > limit.mebibytes() * MEBI) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          name
              + " is larger than "
              + limit
              + ", the most that the code of an application may be; leave out of it what the"
              + " job can read from elsewhere, or raise the setting drey.quotas.code-size");
    }
  }

  @Override
  public Path file(Sha256 code) {
    Path file = path(code);
    if (!Files.exists(file)) {
      throw new Unavailable(
          "the kept code "
              + file
              + " is gone; put the file back, or give the application its code again with"
              + " UpdateApplication",
          new NoSuchFileException(file.toString()));
    }
    return file;
  }

  private Path path(Sha256 code) {
    return directory.resolve(code.value());
  }

  @Override
  public void retain(Set<Sha256> inUse) {
    try {
      delete(name -> KEPT.matcher(name).matches() && !inUse.contains(new Sha256(name)));
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  @Override
  public Map<Sha256, Long> sizes() {
    Map<Sha256, Long> sizes = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (KEPT.matcher(name).matches()) {
          sizes.put(new Sha256(name), Files.size(file));
        }
      }
      return sizes;
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  @Override
  public void delete(Sha256 code) {
    try {
      Files.deleteIfExists(path(code));
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private void delete(Predicate<String> named) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (named.test(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Unavailable trouble(IOException e) {
    String what =
        String.valueOf(e.getMessage()).contains("No space left")
            ? "no space left for code in " + directory + "; nothing of it was kept. Make room there"
            : "code cannot be kept in " + directory + " (" + e + "); see that it can be written";
    return new Unavailable(what + ", and try again.", e);
  }

  /** Bytes that come from elsewhere: what breaks there is not the fault of our disk. */
  private record Incoming(InputStream bytes, String name) {
    int read(byte[] buffer) throws Broken {
      try {
        return bytes.read(buffer);
      } catch (IOException | SdkException e) {
        throw new Broken(e);
      }
    }
  }

  private static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(Exception cause) {
      super("it broke off: " + cause.getMessage(), cause);
    }
  }
}
