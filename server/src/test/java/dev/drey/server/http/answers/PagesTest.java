package dev.drey.server.http.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.Refused;
import dev.drey.server.http.answers.Pages.Mark;
import dev.drey.server.http.answers.Pages.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {
  /** Two of each second. */
  private final List<Mark> all =
      IntStream.range(0, 120)
          .mapToObj(i -> new Mark(Instant.ofEpochSecond(i / 2), "name-" + i))
          .toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50})
  void the_pages_together_are_everything_once_newest_first(int limit) {
    List<Mark> seen = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      Page<Mark> page = page(all, limit, token);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit).isNotEmpty();
      seen.addAll(page.items());
      token = page.next();
    } while (token.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    assertThat(seen).isSortedAccordingTo((one, other) -> other.at().compareTo(one.at()));
  }

  @Test
  void what_goes_between_two_pages_moves_nothing() {
    Page<Mark> first = page(all, 10, Optional.empty());
    List<Mark> left = new ArrayList<>(all);
    left.removeAll(first.items());

    assertThat(page(left, 10, first.next())).isEqualTo(page(all, 10, first.next()));
  }

  @Test
  void what_comes_between_two_pages_moves_nothing_either() {
    Page<Mark> first = page(all, 10, Optional.empty());
    List<Mark> more = new ArrayList<>(all);
    IntStream.range(0, 15)
        .forEach(i -> more.add(i, new Mark(Instant.ofEpochSecond(100 + i), "came-" + i)));

    assertThat(page(more, 10, first.next())).isEqualTo(page(all, 10, first.next()));
  }

  @Test
  void the_last_page_has_no_token() {
    assertThat(page(all.subList(0, 10), 10, Optional.empty()).next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!", "bm8gdGltZQ", "MjAyNi0xMS0yMlQwMDowMDowMFo"})
  void a_token_that_was_never_given_out_is_refused(String token) {
    assertThatThrownBy(() -> page(all, 10, Optional.of(token)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("NextToken");
  }

  @Test
  void a_token_of_another_list_is_refused() {
    Optional<String> other =
        Pages.page("ListApplicationOperations", all, mark -> mark, request(10, Optional.empty()))
            .next();

    assertThatThrownBy(() -> page(all, 10, other))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("none that ListApplicationSnapshots gave out");
  }

  private static Page<Mark> page(List<Mark> marks, int limit, Optional<String> token) {
    return Pages.page("ListApplicationSnapshots", marks, mark -> mark, request(limit, token));
  }

  private static Members request(int limit, Optional<String> token) {
    String next = token.map(it -> ",'NextToken':'" + it + "'").orElse("");
    return Asked.request(
        "ListApplicationSnapshots", "{'ApplicationName':'a','Limit':" + limit + next + "}");
  }
}
