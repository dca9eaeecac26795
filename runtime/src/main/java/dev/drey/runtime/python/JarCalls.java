package dev.drey.runtime.python;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;

/**
 * What the classes of a jar name of Flink, and the jar does not bring: classes, and methods and
 * fields of classes.
 */
final class JarCalls {
  private static final String FLINK = "org/apache/flink/";

  /** The largest class is far smaller; what is larger was made to harm who reads it. */
  private static final int LARGEST_CLASS = 4 << 20;

  private static final long LARGEST_SUM = 1L << 30;
  private static final int MOST = 100_000;

  // The Java Virtual Machine Specification (17), table 4.4-A
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  private final Map<Reference, String> callers = new LinkedHashMap<>();

  private JarCalls() {}

  /** What is named, and the first class of the jar that does. */
  static Map<Reference, String> of(ZipFile jar) throws IOException {
    var calls = new JarCalls();
    long left = LARGEST_SUM;
    var entries = jar.entries();
    while (entries.hasMoreElements() && left > 0 && calls.callers.size() < MOST) {
      ZipEntry entry = entries.nextElement();
      if (isClass(entry)) {
        byte[] bytes = bytes(jar, entry);
        left -= bytes.length;
        if (bytes.length < LARGEST_CLASS) {
          calls.read(bytes);
        }
      }
    }
    calls.callers.keySet().removeIf(each -> jar.getEntry(each.owner() + ".class") != null);
    return calls.callers;
  }

  /** Of a class for several versions of Java, the one for the oldest is looked at. */
  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
  }

  private static byte[] bytes(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readNBytes(LARGEST_CLASS);
    }
  }

  private void read(byte[] bytes) {
    try {
      var reader = new ClassReader(bytes);
      var buffer = new char[reader.getMaxStringLength()];
      for (int item = 1; item < reader.getItemCount(); item++) {
        int offset = reader.getItem(item);
        if (offset > 0) { // the second half of a long or a double has none
          read(reader, offset, buffer);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // No class, or one for a later Java: that is found where it is loaded, if it ever is.
    }
  }

  private void read(ClassReader reader, int offset, char[] buffer) {
    switch (reader.readByte(offset - 1)) {
      case CLASS -> add(reader, new Reference(reader.readUTF8(offset, buffer), "", ""));
      case FIELD, METHOD, INTERFACE_METHOD -> {
        int signature = reader.getItem(reader.readUnsignedShort(offset + 2));
        String name = reader.readUTF8(signature, buffer);
        String descriptor = reader.readUTF8(signature + 2, buffer);
        add(reader, new Reference(reader.readClass(offset, buffer), name, descriptor));
      }
      default -> {
        // constants
      }
    }
  }

  private void add(ClassReader reader, Reference reference) {
    if (reference.owner().startsWith(FLINK)) {
      callers.putIfAbsent(reference, reader.getClassName().replace('/', '.'));
    }
  }

  /**
   * A class, or a member of one.
   *
   * @param owner with slashes, as in a class file
   * @param name empty for the class itself
   */
  record Reference(String owner, String name, String descriptor) {
    boolean isClass() {
      return name.isEmpty();
    }

    /** As it is told apart from others of its name. */
    String member() {
      return name + descriptor;
    }

    @Override
    public String toString() {
      String type = owner.replace('/', '.');
      return isClass() ? type : type + "." + name;
    }
  }
}
