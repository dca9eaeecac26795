package dev.drey.core.metrics.math;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression's words and signs, and how far it was read. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\\.[0-9]+)"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|\"(?<double>[^\"]*)\"|'(?<single>[^']*)'"
              + "|(?<sign>[<>=!]=|&&|\\|\\||[-+*/^()\\[\\],<>]))");

  private final List<Token> tokens = new ArrayList<>();
  private int at;

  enum Kind {
    NUMBER,
    WORD,
    TEXT,
    SIGN,
    END
  }

  record Token(Kind kind, String text) {}

  Tokens(String expression) {
    Matcher matcher = TOKEN.matcher(expression);
    int end = 0;
    while (!expression.substring(end).isBlank()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw Expression.refused("it cannot be read from here on: " + expression.substring(end));
      }
      tokens.add(token(matcher));
      end = matcher.end();
    }
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"));
    }
    if (matcher.group("word") != null) {
      return new Token(Kind.WORD, matcher.group("word"));
    }
    if (matcher.group("sign") != null) {
      return new Token(Kind.SIGN, matcher.group("sign"));
    }
    String quoted = matcher.group("double");
    return new Token(Kind.TEXT, quoted == null ? matcher.group("single") : quoted);
  }

  Token peek() {
    return at < tokens.size() ? tokens.get(at) : new Token(Kind.END, "its end");
  }

  Token next() {
    Token next = peek();
    at++;
    return next;
  }

  boolean isSign(String sign) {
    return peek().kind() == Kind.SIGN && peek().text().equals(sign);
  }

  /** Whether it was there; then it is behind us. */
  boolean took(String sign) {
    boolean there = isSign(sign);
    at += there ? 1 : 0;
    return there;
  }

  void need(String sign) {
    if (!took(sign)) {
      throw Expression.refused("'" + sign + "' is missing before " + peek().text());
    }
  }
}
