package dev.drey.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NativeCodeTest {
  private static final NativeCode HERE = new NativeCode("python3.11", "amd64");
  private static final int INTEL = 62;
  private static final int ARM = 183;

  @ParameterizedTest
  @CsvSource({
    "a/_f.cpython-312-x86_64-linux-gnu.so, another Python (cpython-312); the runtime's is python3.11",
    "a/_f.cpython-37m-x86_64-linux-gnu.so, another Python (cpython-37)",
    "a/_f.cpython-311-aarch64-linux-gnu.so, another system; use the package for Linux on x86_64",
    "a/_f.cpython-311-darwin.so, another system; use the package for Linux on x86_64",
    "a/_f.cp311-win_amd64.pyd, another system",
    "a/libf.dylib, another system"
  })
  void a_name_tells_what_it_was_compiled_for(String name, String why) {
    assertThat(HERE.problem(name).orElseThrow()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/_f.cpython-311-x86_64-linux-gnu.so",
        "a/_f.cpython-311.so",
        "a/_f.abi3.so",
        "a/libf-1f2e.so.3.2",
        "a/f.py"
      })
  void what_fits_or_tells_nothing_is_taken_by_its_name(String name) {
    assertThat(HERE.problem(name)).isEmpty();
  }

  @Test
  void a_library_tells_it_by_its_beginning() {
    var onArm = new NativeCode("python3.11", "aarch64");

    assertThat(HERE.problem("_f.abi3.so", elf(INTEL))).isEmpty();
    assertThat(HERE.problem("libf.so.3", elf(ARM))).isPresent();
    assertThat(onArm.problem("libf.so.3", elf(ARM))).isEmpty();
    assertThat(onArm.problem("_f.abi3.so", elf(INTEL)).orElseThrow()).contains("aarch64");
    assertThat(HERE.problem("_f.abi3.so", ofMac())).isPresent();
    assertThat(
            HERE.problem("libf.so", "INPUT ( libfast.so.3 )".getBytes(StandardCharsets.US_ASCII)))
        .isEmpty();
    assertThat(HERE.problem("libf.so", new byte[0])).isEmpty();
    assertThat(HERE.problem("f.bin", ofMac())).isEmpty();
  }

  private static byte[] elf(int machine) {
    var head = new byte[NativeCode.HEAD];
    head[0] = 0x7f;
    head[1] = 'E';
    head[2] = 'L';
    head[3] = 'F';
    head[18] = (byte) machine;
    return head;
  }

  private static byte[] ofMac() {
    var head = new byte[NativeCode.HEAD];
    head[0] = (byte) 0xcf;
    head[1] = (byte) 0xfa;
    head[2] = (byte) 0xed;
    head[3] = (byte) 0xfe;
    return head;
  }
}
