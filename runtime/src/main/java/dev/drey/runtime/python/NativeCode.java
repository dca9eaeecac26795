package dev.drey.runtime.python;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what is compiled in a zip is for the interpreter and the machine that would load it: as
 * its name tells, and, for libraries whose names tell nothing, what they begin with.
 */
final class NativeCode {
  /** How much of a file is to be seen. */
  static final int HEAD = 20;

  private static final Pattern MODULE =
      Pattern.compile(".*\\.(cpython-3[0-9]+)[a-z]*(?:-([^/]+))?\\.so");
  private static final Pattern ELSEWHERE = Pattern.compile(".*\\.(?:pyd|dylib)");
  private static final Pattern LIBRARY = Pattern.compile(".*\\.so(?:\\.[0-9.]+)?");
  private static final int ELF = 0x7f454c46;
  private static final int MACHINE = 18;

  private final String python;
  private final Machine machine;

  /**
   * @param interpreter such as {@code python3.11}
   * @param architecture as Java's {@code os.arch} has it
   */
  NativeCode(String interpreter, String architecture) {
    this.python = interpreter;
    this.machine =
        architecture.toLowerCase(Locale.ROOT).equals("aarch64") ? Machine.ARM : Machine.INTEL;
  }

  private enum Machine {
    INTEL("x86_64", 62),
    ARM("aarch64", 183);

    private final String word;
    private final int inElf;

    Machine(String word, int inElf) {
      this.word = word;
      this.inElf = inElf;
    }
  }

  /** For this machine. */
  static NativeCode here(String interpreter) {
    return new NativeCode(interpreter, System.getProperty("os.arch"));
  }

  Optional<String> problem(String name) {
    if (ELSEWHERE.matcher(name).matches()) {
      return Optional.of(elsewhere());
    }
    Matcher module = MODULE.matcher(name);
    if (!module.matches()) {
      return Optional.empty();
    }
    if (!module.group(1).equals(python.replace("python", "cpython-").replace(".", ""))) {
      return Optional.of(
          "which is compiled for another Python (%s); the runtime's is %s, so fetch packages for that"
              .formatted(module.group(1), python));
    }
    return Optional.ofNullable(module.group(2))
        .filter(platform -> !platform.startsWith(machine.word + "-linux"))
        .map(platform -> elsewhere());
  }

  /** The same of what a file begins with; what is neither Linux's nor the Mac's is not judged. */
  Optional<String> problem(String name, byte[] head) {
    if (!LIBRARY.matcher(name).matches() || head.length < HEAD) {
      return Optional.empty();
    }
    int first = (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8;
    int magic = first | (head[3] & 0xff);
    boolean fits =
        magic == ELF
            ? ((head[MACHINE] & 0xff) | (head[MACHINE + 1] & 0xff) << 8) == machine.inElf
            : magic != 0xcffaedfe && magic != 0xcafebabe;
    return fits ? Optional.empty() : Optional.of(elsewhere());
  }

  private String elsewhere() {
    return "which is compiled for another system; use the package for Linux on " + machine.word;
  }
}
