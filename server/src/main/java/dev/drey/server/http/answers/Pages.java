package dev.drey.server.http.answers;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list in pages, newest first. A page's token says after what it starts, and not after how many:
 * what comes or goes meanwhile moves nothing. It says of which list, too: the SDK for JavaScript
 * leaves the last token in the caller's request, and a caller who uses that request for another
 * list would see a part of it and take it for the whole.
 */
final class Pages {
  /** AWS does not say what it takes where no limit is given; this is the most that may be given. */
  static final int MOST = 50;

  private static final Comparator<Mark> NEWEST_FIRST =
      Comparator.comparing(Mark::at).reversed().thenComparing(Mark::name);

  /** What an item is sorted and found again by. */
  record Mark(Instant at, String name) {
    /** Of what is counted up: the higher, the newer. */
    static Mark ofNumber(int number) {
      return new Mark(Instant.ofEpochSecond(number), "");
    }

    private String token(String list) {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((list + " " + at + " " + name).getBytes(StandardCharsets.UTF_8));
    }

    private static Mark of(String token, String list) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        String[] parts = text.split(" ", 3);
        if (parts.length == 3 && parts[0].equals(list)) {
          return new Mark(Instant.parse(parts[1]), parts[2]);
        }
      } catch (IllegalArgumentException | DateTimeParseException e) {
        // neither is it of this list
      }
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "NextToken is none that " + list + " gave out; leave it away to begin anew");
    }
  }

  record Page<T>(List<T> items, Optional<String> next) {}

  private Pages() {}

  /**
   * @param list the operation that lists
   */
  static <T> Page<T> page(String list, List<T> all, Function<T, Mark> mark, Members request) {
    Optional<Mark> after = request.optionalText("NextToken").map(it -> Mark.of(it, list));
    int limit = limit(request);
    List<T> rest =
        all.stream()
            .filter(
                item -> after.isEmpty() || NEWEST_FIRST.compare(mark.apply(item), after.get()) > 0)
            .sorted(Comparator.comparing(mark, NEWEST_FIRST))
            .limit(limit + 1L)
            .toList();
    if (rest.size() <= limit) {
      return new Page<>(rest, Optional.empty());
    }
    List<T> items = rest.subList(0, limit);
    return new Page<>(items, Optional.of(mark.apply(items.get(limit - 1)).token(list)));
  }

  static int limit(Members request) {
    return request.smallNumber("Limit").orElse(MOST);
  }
}
