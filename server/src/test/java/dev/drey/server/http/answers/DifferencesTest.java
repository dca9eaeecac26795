package dev.drey.server.http.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DifferencesTest {
  @Test
  void what_is_alike_is_not_shown() {
    assertThat(between("{'A':{'B':1,'C':[true]}}", "{'A':{'B':1,'C':[true]}}")).isEqualTo("[]");
  }

  @Test
  void what_changed_came_and_went_is_shown_by_its_path() {
    assertThat(between("{'A':{'B':1,'Gone':'x'},'Same':2}", "{'A':{'B':2},'New':true,'Same':2}"))
        .isEqualTo(
            Asked.json(
                    "[{'Member':'A.B','Before':'1','After':'2'},"
                        + "{'Member':'A.Gone','Before':'x'},{'Member':'New','After':'true'}]")
                .toString());
  }

  @Test
  void groups_are_told_apart_by_their_ids_and_not_by_their_places() {
    assertThat(
            between(
                "{'G':[{'PropertyGroupId':'a','PropertyMap':{'k':'1'}},{'PropertyGroupId':'b','PropertyMap':{'k':'2'}}]}",
                "{'G':[{'PropertyGroupId':'b','PropertyMap':{'k':'3'}}]}"))
        .contains("G[b].PropertyMap.k", "G[a].PropertyMap.k")
        .doesNotContain("G[b].PropertyGroupId");
  }

  @Test
  void what_is_long_is_cut() {
    String longer = "x".repeat(5_000);

    assertThat(between("{'A':''}", "{'A':'" + longer + "'}")).hasSizeLessThan(400);
  }

  private static String between(String before, String after) {
    return Differences.between(Asked.json(before), Asked.json(after)).toString();
  }
}
