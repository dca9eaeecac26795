package dev.drey.runtime.files;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Whole directories. */
public final class Trees {
  private static final int TRIES = 5;

  private Trees() {}

  /** Deletes a directory with all that is in it, if it is there; links are not followed. */
  public static void delete(Path directory) {
    try {
      boolean gone = false;
      for (int tries = 1; !gone; tries++) {
        gone = deleted(directory, tries);
      }
    } catch (IOException e) {
      throw new Unavailable("cannot delete " + directory + ": " + WholeFile.reason(e), e);
    }
  }

  /** Something that is just ending may put a last file where all was deleted. */
  private static boolean deleted(Path directory, int tries) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try {
      Files.walkFileTree(directory, new Deleting());
      return true;
    } catch (DirectoryNotEmptyException e) {
      if (tries == TRIES) {
        throw e;
      }
      return false;
    }
  }

  /** Every file below a directory, by name; none where there is none. */
  public static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var all = Files.walk(directory)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new Unavailable("cannot list " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * How many bytes its files have, links not followed; 0 where there is none. Others may write and
   * delete meanwhile.
   */
  public static long size(Path directory) {
    var adding = new Adding();
    try {
      Files.walkFileTree(directory, adding);
      return adding.bytes;
    } catch (IOException e) {
      throw new Unavailable("cannot look at " + directory + ": " + WholeFile.reason(e), e);
    }
  }

  private static final class Adding extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE; // gone meanwhile, or not ours to see
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** What is directly in a directory, by name; nothing where there is none. */
  public static List<Path> children(Path directory) {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new Unavailable("cannot list " + directory + ": " + WholeFile.reason(e), e);
    }
  }

  /** Somebody else may be deleting here too: what is gone already is as good as deleted. */
  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
