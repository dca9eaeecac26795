package dev.drey.server.http.flink;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.server.http.Heads;
import dev.drey.server.http.auth.Authentication;
import dev.drey.server.http.auth.Passes;
import dev.drey.server.http.auth.Passes.Session;
import io.javalin.http.Context;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may look at a dashboard: who has opened a link to it in time. The link's token becomes a
 * cookie by a redirect, and is gone from the address before the dashboard's own pages are loaded:
 * it stands in no referrer, and scripts do not see the cookie.
 */
public final class Visits {
  /** As on AWS. */
  public static final String TOKEN = "authToken";

  private static final String COOKIE = "drey-dashboard";

  private final Authentication authentication;
  private final Passes passes;
  private final String region;

  public Visits(Authentication authentication, Passes passes, String region) {
    this.authentication = authentication;
    this.passes = passes;
    this.region = region;
  }

  /** Where the dashboard of an application is, below the server's address. */
  public static String path(ApplicationId application) {
    return "/flink/" + application.name() + "/";
  }

  /** Whether a request brings the token of a link. */
  static boolean isLink(Context exchange) {
    return exchange.queryParam(TOKEN) != null;
  }

  /**
   * Opens the link that a request has come by, with a cookie; one that does not open anything leads
   * on too for who has opened it before, and has the cookie.
   *
   * @return false if it leads nowhere
   */
  boolean opens(Context exchange, String application) {
    Optional<Session> session =
        passes
            .open(exchange.queryParam(TOKEN))
            .filter(opened -> opened.application().name().value().equals(application));
    session.ifPresent(opened -> exchange.header("Set-Cookie", cookie(opened)));
    return session.isPresent() || visited(exchange, application).isPresent();
  }

  /** Lax, not strict: a link may be opened from another site, such as a chat. */
  private static String cookie(Session session) {
    return "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Lax"
        .formatted(
            COOKIE, session.value(), path(session.application()), session.left().toSeconds());
  }

  /** Which account's application of this name a visitor may look at. */
  Optional<ApplicationId> visited(Context exchange, String application) {
    return authentication
        .unsigned(Heads.of(exchange))
        .map(who -> new ApplicationId(region, who.account(), new ApplicationName(application)))
        .or(
            () ->
                cookies(exchange)
                    .flatMap(value -> passes.shownBy(value).stream())
                    .filter(shown -> shown.name().value().equals(application))
                    .findFirst());
  }

  /** There may be several: a browser keeps those of other servers on this host beside ours. */
  private static Stream<String> cookies(Context exchange) {
    return Optional.ofNullable(exchange.req().getCookies()).stream()
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue);
  }
}
