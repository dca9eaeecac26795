package dev.drey.runtime.state;

import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** State in a directory of this machine. */
public final class FileStateFolder implements StateFolder {
  private final Path root;

  public FileStateFolder(Path root) {
    this.root = root;
  }

  /** Not {@link Path#toUri}: Flink takes a percent sign as it stands. */
  @Override
  public String uri(String path) {
    return "file://" + root.resolve(path).toAbsolutePath();
  }

  @Override
  public List<String> children(String folder) {
    try (var files = Files.list(root.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new Unavailable("cannot list " + root.resolve(folder) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Instant> written(String file) {
    try {
      return Optional.of(Files.getLastModifiedTime(root.resolve(file)).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("cannot look at " + root.resolve(file) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<byte[]> read(String file) {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("cannot read " + root.resolve(file) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public OptionalLong size(String file) {
    try {
      return OptionalLong.of(Files.size(root.resolve(file)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new Unavailable("cannot look at " + root.resolve(file) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public InputStream open(String file) throws IOException {
    return Files.newInputStream(root.resolve(file));
  }

  @Override
  public void write(String file, long size, InputStream content) throws IOException {
    WholeFile.write(root.resolve(file), content);
  }

  @Override
  public void deleteFile(String file) {
    try {
      Files.deleteIfExists(root.resolve(file));
    } catch (IOException e) {
      throw new Unavailable("cannot delete " + root.resolve(file) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void delete(String folder) {
    Trees.delete(root.resolve(folder));
  }

  @Override
  public void close() {}
}
