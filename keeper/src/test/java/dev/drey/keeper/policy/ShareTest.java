package dev.drey.keeper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShareTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T00:00:00Z");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'drey-policy-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int SNAPSHOTS = 1_000;

  @ParameterizedTest
  @CsvSource({"PT5M,2", "PT1H,2", "P1D,2", "PT5M,4", "PT1H,4", "P1D,4", "PT6H,7", "P1D,7", "P1D,8"})
  void it_is_about_as_many_as_said_and_the_next_is_never_far_away(Duration every, int of) {
    Share share = Share.read("1 of " + of);

    List<Integer> chosen =
        IntStream.range(0, SNAPSHOTS)
            .filter(each -> share.has(NAME.format(BEGIN.plus(every.multipliedBy(each)))))
            .boxed()
            .toList();
    int longest =
        IntStream.range(1, chosen.size())
            .map(each -> chosen.get(each) - chosen.get(each - 1))
            .max()
            .orElseThrow();

    assertThat(chosen).hasSizeBetween(SNAPSHOTS / of * 3 / 4, SNAPSHOTS / of * 5 / 4);
    assertThat(longest).isLessThan(10 * of);
  }
}
