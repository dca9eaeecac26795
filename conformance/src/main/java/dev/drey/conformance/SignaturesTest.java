package dev.drey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.conformance.CheckedAgainst.Source;
import dev.drey.conformance.SignedCall.Answer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Requests that are not signed, or not well, and how they are refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class SignaturesTest {
  private final SignedCall service = Service.signed();

  private static Answer list(SignedCall caller) {
    return caller.call("ListApplications", "{}");
  }

  private static void assertRefused(Answer answer, String type, String text) {
    assertThat(answer.error()).contains(type);
    assertThat(answer.text("message")).matches(text);
  }

  @Test
  @CheckedAgainst(value = Source.MODEL, at = "signed with Signature Version 4 as kinesisanalytics")
  void who_signs_well_is_answered() {
    assertThat(list(service).error()).isEmpty();
  }

  @Test
  @CheckedAgainst(value = Source.CAPTURE, at = "unsigned calls of services of the JSON protocol")
  void without_a_signature_nobody_is_answered() {
    assertRefused(
        list(service.unsigned()),
        "MissingAuthenticationTokenException",
        "Missing Authentication Token");
  }

  @Test
  @CheckedAgainst(value = Source.CAPTURE, at = "UnrecognizedClientException of services alike")
  void a_key_that_is_not_known_is_not_believed() {
    assertRefused(
        list(service.as("AKIASTRANGER00000000", "guessed")),
        "UnrecognizedClientException",
        "The security token included in the request is invalid[.]");
  }

  @Test
  @CheckedAgainst(value = Source.CAPTURE, at = "InvalidSignatureException of services alike")
  void a_wrong_secret_does_not_match() {
    assertRefused(
        list(service.withSecret("guessed")),
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided[.].*");
  }

  @Test
  @CheckedAgainst(value = Source.CAPTURE, at = "'Signature expired', by clocks that are slow")
  void a_signature_is_good_for_a_quarter_of_an_hour() {
    assertRefused(
        list(service.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-16)))),
        "InvalidSignatureException",
        "Signature expired: \\w+ is now earlier than \\w+ [(]\\w+ - \\d+ min[.][)]");
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "'Signature not yet current', the counterpart of what slow clocks are told")
  void a_signature_is_not_good_before_its_time() {
    assertRefused(
        list(service.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16)))),
        "InvalidSignatureException",
        "Signature not yet current: \\w+ is still later than \\w+ [(]\\w+ [+] \\d+ min[.][)]");
  }

  @Test
  @CheckedAgainst(
      value = Source.BELIEVED,
      at = "the scope's region and service are told apart from a wrong secret")
  void a_signature_for_another_service_is_not_good_here() {
    assertThat(list(service.scopedTo("dynamodb")).error()).contains("InvalidSignatureException");
  }
}
