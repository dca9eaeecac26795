package dev.drey.server.http.logs.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that a message has to hold, in any order and as they are written: all of the plain ones and
 * none after a minus. Where there are none but words after a question mark, one of those is enough;
 * beside plain ones they count for nothing, as on AWS.
 */
record Words(List<String> all, List<String> any, List<String> none) implements Predicate<String> {
  private static final Pattern WORD =
      Pattern.compile("([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"]+))(?=\\s|$)\\s*");

  static Words parse(String text) {
    List<String> all = new ArrayList<>();
    List<String> any = new ArrayList<>();
    List<String> none = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw FilterPattern.refused("a quotation mark is not closed in " + text);
      }
      String word =
          matcher.group(2) == null
              ? matcher.group(3)
              : matcher.group(2).replaceAll("\\\\(.)", "$1");
      switch (matcher.group(1)) {
        case "?" -> any.add(word);
        case "-" -> none.add(word);
        default -> all.add(word);
      }
      at = matcher.end();
    }
    return new Words(all, any, none);
  }

  @Override
  public boolean test(String message) {
    return all.stream().allMatch(message::contains)
        && none.stream().noneMatch(message::contains)
        && (any.isEmpty() || !all.isEmpty() || any.stream().anyMatch(message::contains));
  }
}
