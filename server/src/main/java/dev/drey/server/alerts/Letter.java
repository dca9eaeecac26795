package dev.drey.server.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.core.health.Alarms.Notice;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is posted of a notice, and how its receiver knows that it is ours. */
final class Letter {
  private static final String HMAC = "HmacSHA256";

  private Letter() {}

  static byte[] of(Notice notice) {
    ApplicationId application = notice.subject().application();
    return JsonNodeFactory.instance
        .objectNode()
        .put("Id", notice.id())
        .put("State", notice.state().name())
        .put("ApplicationName", application.name().value())
        .put("ApplicationARN", application.arn())
        .put("Alert", notice.subject().ailment().name())
        .put("Says", notice.says())
        .put("NextStep", notice.subject().ailment().nextStep())
        .put("Since", notice.since().toString())
        .put("Time", notice.at().toString())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * {@code t=SECONDS,v1=HEX}: HMAC-SHA256, with the secret, over the seconds since the epoch, a dot
   * and the body. With the time in it, a letter that somebody has kept can be told by its age.
   */
  static String signature(Secret secret, Instant now, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(mac.doFinal(body));
      return "t=" + now.getEpochSecond() + ",v1=" + hex;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
