package dev.drey.runtime.python;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The zip of a Python application: looked at before it is kept, unpacked where it runs. */
final class PythonZip {
  private static final int MOST_ENTRIES = 60_000;
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final String name;
  private final long largest;

  /**
   * @param name what messages call it
   * @param largest what it may unpack to, in bytes
   */
  PythonZip(Path file, String name, long largest) {
    this.file = file;
    this.name = name;
    this.largest = largest;
  }

  /**
   * Reads all of it.
   *
   * @param interpreter such as {@code python3.11}
   * @throws Refused if it cannot be unpacked, or holds what that interpreter cannot load
   */
  void check(String interpreter) {
    var compiled = NativeCode.here(interpreter);
    try {
      List<ZipListing.Entry> listing = ZipListing.of(file);
      if (listing.size() > MOST_ENTRIES) {
        throw refused("holds " + listing.size() + " files, and the most is " + MOST_ENTRIES);
      }
      Set<Path> files = new HashSet<>();
      for (ZipListing.Entry entry : listing) {
        problem(entry, compiled)
            .ifPresent(
                why -> {
                  throw refused("holds " + entry.name() + ", " + why);
                });
        if (!entry.name().endsWith("/") && !files.add(path(entry))) {
          throw refused("holds " + entry.name() + " twice");
        }
      }
      listing.forEach(entry -> refuseBelowFile(entry, files));
      try (var zip = new ZipFile(file.toFile())) {
        if (zip.size() != listing.size()) {
          throw refused("says in two places that it holds different files; build it again");
        }
        copy(zip, Optional.empty());
        refuseNative(zip, compiled);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refused("is not a zip that can be read (" + e.getMessage() + "); build it again");
    }
  }

  private void refuseNative(ZipFile zip, NativeCode compiled) throws IOException {
    for (ZipEntry entry : Collections.list(zip.entries())) {
      try (InputStream in = zip.getInputStream(entry)) {
        compiled
            .problem(entry.getName(), in.readNBytes(NativeCode.HEAD))
            .ifPresent(
                why -> {
                  throw refused("holds " + entry.getName() + ", " + why);
                });
      }
    }
  }

  private static Path path(ZipListing.Entry entry) {
    return Path.of(entry.name()).normalize();
  }

  private void refuseBelowFile(ZipListing.Entry entry, Set<Path> files) {
    for (Path above = path(entry).getParent(); above != null; above = above.getParent()) {
      if (files.contains(above)) {
        throw refused("holds " + entry.name() + ", and " + above + " as a file and not a folder");
      }
    }
  }

  private static Optional<String> problem(ZipListing.Entry entry, NativeCode compiled) {
    if (entry.isLink()) {
      return Optional.of("which is a symbolic link; put the file itself there");
    }
    if (leaves(entry.name())) {
      return Optional.of("which would be unpacked outside of the application's folder");
    }
    return compiled.problem(entry.name());
  }

  private static boolean leaves(String entry) {
    return entry.isEmpty()
        || entry.startsWith("/")
        || entry.indexOf('\\') >= 0
        || entry.indexOf('\0') >= 0
        || Arrays.asList(entry.split("/", -1)).contains("..");
  }

  /** Whether there is a file, or a folder with something in it, of this path. */
  boolean holds(String path) {
    try (var zip = new ZipFile(file.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .anyMatch(entry -> entry.equals(path) || entry.startsWith(path + "/"));
    } catch (IOException e) {
      throw new Unavailable("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Unpacks one file of it.
   *
   * @throws IOException if it is a folder
   */
  void unpack(String path, Path target) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      ZipEntry entry =
          Optional.ofNullable(zip.getEntry(path))
              .filter(each -> !each.isDirectory())
              .orElseThrow(() -> new IOException("it is a folder"));
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Unpacks it; there is either all of it or nothing. */
  void unpack(Path folder) {
    if (Files.exists(folder)) {
      return;
    }
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    Trees.delete(part);
    try (var zip = new ZipFile(file.toFile())) {
      Files.createDirectories(part);
      copy(zip, Optional.of(part));
      Files.move(part, folder);
    } catch (IOException e) {
      throw new Unavailable("cannot unpack " + name + " at " + folder + ": " + e, e);
    }
  }

  /**
   * Through all of it, to a folder or to nowhere; what an entry says of its size is not believed.
   */
  private void copy(ZipFile zip, Optional<Path> folder) throws IOException {
    var budget = new Budget();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      Optional<Path> to = folder.map(root -> root.resolve(entry.getName()));
      if (entry.isDirectory()) {
        if (to.isPresent()) {
          Files.createDirectories(to.get());
        }
        continue;
      }
      if (to.isPresent()) {
        Files.createDirectories(to.get().getParent());
      }
      try (OutputStream out = to.isPresent() ? Files.newOutputStream(to.get()) : nowhere()) {
        copy(zip, entry, out, budget);
      }
    }
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }

  private void copy(ZipFile zip, ZipEntry entry, OutputStream out, Budget budget)
      throws IOException {
    try (InputStream raw = zip.getInputStream(entry);
        var in = new CheckedInputStream(raw, new CRC32())) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        budget.spend(n, entry);
        out.write(buffer, 0, n);
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("its entry " + entry.getName() + " is damaged");
      }
    }
  }

  /** How much may still be unpacked. */
  private final class Budget {
    private long left = largest;

    void spend(long bytes, ZipEntry entry) {
      left -= bytes;
      if (left < 0) {
        throw refused(
            "would unpack to more than "
                + (largest >> 20)
                + " MiB; it was read up to "
                + entry.getName());
      }
    }
  }

  String name() {
    return name;
  }

  Refused refused(String why) {
    return new Refused(Reason.INVALID_ARGUMENT, name + " " + why);
  }
}
