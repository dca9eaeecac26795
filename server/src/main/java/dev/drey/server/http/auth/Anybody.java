package dev.drey.server.http.auth;

import dev.drey.server.wire.Fault;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Believes everybody on this machine, for development. A key that is known stands for its account
 * all the same, so that several accounts can be tried.
 *
 * <p>The name that was asked for has to be this machine's, or a page in its user's browser could
 * ask by a name of its own that it has pointed here.
 */
public final class Anybody implements Authentication {
  private static final Pattern THIS_MACHINE =
      Pattern.compile(
          "(localhost|[a-z0-9.-]+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

  private final AccessKeys keys;

  public Anybody(AccessKeys keys) {
    this.keys = keys;
  }

  @Override
  public Claim claim(RequestHead head, String service) {
    if (!isFromHere(head)) {
      throw Distrust.denied(
          "This server was started with --auth none and answers its own machine only, by the name localhost or a loopback address.");
    }
    Principal whoever = believed(head);
    return bodyHash -> whoever;
  }

  @Override
  public Optional<Principal> unsigned(RequestHead head) {
    return isFromHere(head) ? Optional.of(believed(head)) : Optional.empty();
  }

  private static boolean isFromHere(RequestHead head) {
    return head.peer().isLoopbackAddress()
        && head.header("host").filter(host -> THIS_MACHINE.matcher(host).matches()).isPresent();
  }

  private Principal believed(RequestHead head) {
    String keyId = keyId(head);
    return new Principal(keyId, "anybody", keys.account(keyId), Role.ADMIN);
  }

  private static String keyId(RequestHead head) {
    try {
      String claimed = Authorization.of(head).keyId();
      return claimed.matches("\\w{1,128}") ? claimed : "anonymous";
    } catch (Fault unsigned) {
      return "anonymous";
    }
  }
}
