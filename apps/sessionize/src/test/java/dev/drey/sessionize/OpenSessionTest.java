package dev.drey.sessionize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenSessionTest {
  @Test
  void among_requests_of_one_time_the_first_to_arrive_enters_and_the_last_exits() {
    OpenSession session = request(5, "/first").and(request(5, "/second")).and(request(5, "/third"));

    assertThat(session.entryPage()).isEqualTo("/first");
    assertThat(session.exitPage()).isEqualTo("/third");
  }

  @Test
  void a_request_that_arrives_late_takes_its_place_in_time() {
    OpenSession session = request(5, "/second").and(request(9, "/third")).and(request(1, "/first"));

    assertThat(session).isEqualTo(new OpenSession(1, 9, 3, 30, "/first", "/third"));
  }

  private static OpenSession request(long time, String page) {
    return new OpenSession(time, time, 1, 10, page, page);
  }
}
