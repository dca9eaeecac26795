package dev.drey.server.http.cloudwatch;

import dev.drey.server.wire.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Where the next page begins. Nothing is remembered for it. */
final class Token {
  private Token() {}

  static String of(int... numbers) {
    String text =
        Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static int[] read(String token, int count) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int[] numbers =
          Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseUnsignedInt).toArray();
      if (numbers.length == count && Arrays.stream(numbers).allMatch(number -> number >= 0)) {
        return numbers;
      }
    } catch (IllegalArgumentException e) {
      // none of ours: told as one of another request
    }
    throw Fault.of("InvalidNextToken", "The NextToken is not one that this request was given.");
  }
}
