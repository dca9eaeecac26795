package dev.drey.sdk.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a message looks like, in a form that travels: a descriptor itself does not. */
final class MessageShape implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String RESOURCE = "classpath:";

  private final String name;
  private final byte[] files;
  private transient Descriptor descriptor;

  private MessageShape(String name, byte[] files) {
    this.name = name;
    this.files = files;
  }

  /** Takes its options out of the map. */
  static MessageShape take(Map<String, String> options) {
    String generated = options.remove("message.class");
    MessageShape shape =
        generated == null
            ? new MessageShape(
                required(options, "message.name"), read(required(options, "descriptor.file")))
            : of(generated);
    shape.descriptor();
    return shape;
  }

  String name() {
    return name;
  }

  Descriptor descriptor() {
    if (descriptor == null) {
      descriptor = find();
    }
    return descriptor;
  }

  private static String required(Map<String, String> options, String key) {
    String value = options.remove(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "say message.class, or descriptor.file and message.name: there is no " + key);
    }
    return value;
  }

  private static MessageShape of(String generated) {
    try {
      Class<?> type =
          Class.forName(generated, true, Thread.currentThread().getContextClassLoader());
      Descriptor descriptor = GeneratedClass.descriptor(type);
      var files = FileDescriptorSet.newBuilder();
      add(descriptor.getFile(), files);
      return new MessageShape(descriptor.getFullName(), files.build().toByteArray());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no class " + generated + " in the job's jar", e);
    }
  }

  /** What a file imports stands before it. */
  private static void add(FileDescriptor file, FileDescriptorSet.Builder files) {
    file.getDependencies().forEach(each -> add(each, files));
    if (files.getFileList().stream().noneMatch(each -> each.getName().equals(file.getName()))) {
      files.addFile(file.toProto());
    }
  }

  private static byte[] read(String location) {
    try {
      if (!location.startsWith(RESOURCE)) {
        return Files.readAllBytes(Path.of(location));
      }
      String resource = location.substring(RESOURCE.length());
      try (InputStream in =
          Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
        if (in == null) {
          throw new FileNotFoundException("no resource " + resource);
        }
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read descriptor.file " + location, e);
    }
  }

  private Descriptor find() {
    try {
      Map<String, FileDescriptor> built = new HashMap<>();
      for (FileDescriptorProto file : FileDescriptorSet.parseFrom(files).getFileList()) {
        built.put(file.getName(), build(file, built));
      }
      Map<String, Descriptor> messages =
          built.values().stream()
              .flatMap(file -> file.getMessageTypes().stream())
              .collect(Collectors.toMap(Descriptor::getFullName, each -> each));
      Descriptor found = messages.get(name);
      if (found == null) {
        throw new IllegalArgumentException(
            "no message " + name + " in the descriptor file; it has " + messages.keySet());
      }
      return found;
    } catch (IOException | DescriptorValidationException e) {
      throw new IllegalArgumentException("not a descriptor file with its imports: " + e, e);
    }
  }

  private static FileDescriptor build(FileDescriptorProto file, Map<String, FileDescriptor> built)
      throws DescriptorValidationException {
    FileDescriptor[] imports =
        file.getDependencyList().stream().map(built::get).toArray(FileDescriptor[]::new);
    for (int i = 0; i < imports.length; i++) {
      if (imports[i] == null) {
        throw new IllegalArgumentException(
            file.getName() + " imports " + file.getDependency(i) + ": use --include_imports");
      }
    }
    return FileDescriptor.buildFrom(file, imports);
  }
}
