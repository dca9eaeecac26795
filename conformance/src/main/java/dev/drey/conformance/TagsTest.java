package dev.drey.conformance;

import static dev.drey.conformance.Workbench.assertRefused;
import static dev.drey.conformance.Workbench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.conformance.CheckedAgainst.Source;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.TooManyTagsException;

/** The tags of applications. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class TagsTest {
  private final Workbench bench = new Workbench();

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "TagResource, UntagResource, ListTagsForResource")
  void tags_are_set_replaced_and_taken_away() {
    String arn =
        bench
            .create(bench.freshName(), it -> it.tags(tag("team", "web"), tag("cost", "1")))
            .applicationARN();

    bench.flink.tagResource(it -> it.resourceARN(arn).tags(tag("cost", "2"), tag("new", "")));
    assertThat(tags(arn))
        .containsExactlyInAnyOrder(tag("team", "web"), tag("cost", "2"), tag("new", ""));

    bench.flink.untagResource(it -> it.resourceARN(arn).tagKeys("team", "never there"));
    assertThat(tags(arn)).containsExactlyInAnyOrder(tag("cost", "2"), tag("new", ""));
  }

  @Test
  @CheckedAgainst(value = Source.BELIEVED, at = "tags are not part of a version")
  void tagging_makes_no_version() {
    String name = bench.freshName();
    String arn = bench.create(name).applicationARN();

    bench.flink.tagResource(it -> it.resourceARN(arn).tags(tag("team", "web")));

    assertThat(bench.describe(name).applicationVersionId()).isEqualTo(1);
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "TagResource: at most 50 tags of one's own")
  void an_application_carries_fifty_tags() {
    Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("key-" + i, "v")).toArray(Tag[]::new);
    String arn = bench.create(bench.freshName(), it -> it.tags(fifty)).applicationARN();

    assertThat(
            refusal(
                () ->
                    bench.flink.tagResource(it -> it.resourceARN(arn).tags(tag("one more", "v")))))
        .isInstanceOf(TooManyTagsException.class);
    bench.flink.tagResource(it -> it.resourceARN(arn).tags(tag("key-7", "another value")));
    assertThat(tags(arn)).hasSize(50);
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "Tag: a key may be given once in a request")
  void a_key_that_is_given_twice_is_refused() {
    assertThat(
            refusal(
                () -> bench.create(bench.freshName(), it -> it.tags(tag("a", "1"), tag("a", "2")))))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "ListTagsForResource: ResourceNotFoundException")
  void what_does_not_exist_has_no_tags() {
    String arn = "arn:aws:kinesisanalytics:us-east-1:000000000000:application/" + bench.freshName();

    assertRefused("ResourceNotFoundException", () -> tags(arn));
    assertRefused(
        "ResourceNotFoundException",
        () -> bench.flink.tagResource(it -> it.resourceARN(arn).tags(tag("a", "b"))));
  }

  @Test
  @CheckedAgainst(value = Source.BELIEVED, at = "ListTagsForResource: InvalidArgumentException")
  void what_is_no_ARN_of_an_application_is_refused() {
    String arn = "arn:aws:kinesisanalytics:us-east-1:000000000000:something/else";

    assertRefused("InvalidArgumentException", () -> tags(arn));
  }

  private List<Tag> tags(String arn) {
    return bench.flink.listTagsForResource(it -> it.resourceARN(arn)).tags();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
