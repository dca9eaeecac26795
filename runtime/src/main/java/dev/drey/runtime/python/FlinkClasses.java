package dev.drey.runtime.python;

import dev.drey.runtime.python.JarCalls.Reference;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes that a runtime brings. Read, never loaded. */
final class FlinkClasses implements Closeable {
  private final URLClassLoader jars;
  private final Map<String, Optional<Type>> types = new HashMap<>();

  /**
   * @param runtime our folder for a Flink
   */
  FlinkClasses(Path runtime) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String folder : List.of("lib", "opt")) {
      try (var files = Files.newDirectoryStream(runtime.resolve(folder), "*.jar")) {
        for (Path file : files) {
          urls.add(file.toUri().toURL());
        }
      }
    }
    this.jars = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Whether a call would find what it names. What a class that is missing has, is not there. */
  boolean has(Reference reference) {
    return reference.isClass()
        ? type(reference.owner()).isPresent()
        : hierarchy(reference.owner()).stream()
            .anyMatch(type -> type.members().contains(reference.member()));
  }

  /** A class, and all that it extends and implements, as far as it is here. */
  private List<Type> hierarchy(String name) {
    Set<String> names = new HashSet<>(List.of(name));
    List<Type> hierarchy = new ArrayList<>();
    Deque<String> next = new ArrayDeque<>(names);
    while (!next.isEmpty()) {
      type(next.remove())
          .ifPresent(
              type -> {
                hierarchy.add(type);
                type.parents().stream().filter(names::add).forEach(next::add);
              });
    }
    return hierarchy;
  }

  private Optional<Type> type(String name) {
    return types.computeIfAbsent(name, this::read);
  }

  private Optional<Type> read(String name) {
    try (InputStream in = jars.getResourceAsStream(name + ".class")) {
      return in == null ? Optional.empty() : Optional.of(Type.of(in.readAllBytes()));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // unreadable in this Java
    }
  }

  @Override
  public void close() throws IOException {
    jars.close();
  }

  /** What a class declares, and what it extends and implements. */
  private record Type(List<String> parents, Set<String> members) {
    static Type of(byte[] bytes) {
      var reader = new ClassReader(bytes);
      Set<String> members = new HashSet<>();
      var collect =
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              members.add(name + descriptor);
              return null;
            }

            @Override
            public FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
              members.add(name + descriptor);
              return null;
            }
          };
      reader.accept(collect, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      Stream<String> parents =
          Stream.concat(
              Stream.ofNullable(reader.getSuperName()), Stream.of(reader.getInterfaces()));
      return new Type(parents.toList(), members);
    }
  }
}
