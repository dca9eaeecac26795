package dev.drey.core.metrics.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** By recursive descent; what binds least stands first. */
final class Parser {
  /** An expression has at most 2,048 characters, which may all be parentheses. */
  private static final int DEEPEST = 100;

  private static final List<Map<String, DoubleBinaryOperator>> BY_STRENGTH =
      List.of(
          Map.of("||", (a, b) -> truth(a != 0 || b != 0)),
          Map.of("&&", (a, b) -> truth(a != 0 && b != 0)),
          Map.of(
              "<", (a, b) -> truth(a < b),
              ">", (a, b) -> truth(a > b),
              "<=", (a, b) -> truth(a <= b),
              ">=", (a, b) -> truth(a >= b),
              "==", (a, b) -> truth(a == b),
              "!=", (a, b) -> truth(a != b)),
          Map.of("+", Double::sum, "-", (a, b) -> a - b),
          Map.of("*", (a, b) -> a * b, "/", (a, b) -> a / b));

  private final Tokens tokens;
  private int depth;

  Parser(String text) {
    this.tokens = new Tokens(text);
  }

  private static double truth(boolean is) {
    return is ? 1 : 0;
  }

  Expression whole() {
    Expression whole = expression();
    if (tokens.peek().kind() != Tokens.Kind.END) {
      throw Expression.refused("it should end before " + tokens.peek().text());
    }
    return whole;
  }

  private Expression expression() {
    depth++;
    if (depth > DEEPEST) {
      throw Expression.refused("it is nested too deep");
    }
    Expression expression = binary(0);
    depth--;
    return expression;
  }

  private Expression binary(int strength) {
    if (strength == BY_STRENGTH.size()) {
      return signed();
    }
    Map<String, DoubleBinaryOperator> operators = BY_STRENGTH.get(strength);
    Expression left = binary(strength + 1);
    while (operators.keySet().stream().anyMatch(tokens::isSign)) {
      DoubleBinaryOperator operator = operators.get(tokens.next().text());
      left = new Expression.Binary(left, operator, binary(strength + 1));
    }
    return left;
  }

  private Expression signed() {
    boolean negative = false;
    while (tokens.isSign("-") || tokens.isSign("+")) {
      negative ^= tokens.next().text().equals("-");
    }
    Expression base = primary();
    Expression power = tokens.took("^") ? new Expression.Binary(base, Math::pow, power()) : base;
    return negative ? new Expression.Negative(power) : power;
  }

  private Expression power() {
    depth++;
    if (depth > DEEPEST) {
      throw Expression.refused("it is nested too deep");
    }
    Expression power = signed();
    depth--;
    return power;
  }

  private Expression primary() {
    if (tokens.took("(")) {
      Expression inner = expression();
      tokens.need(")");
      return inner;
    }
    if (tokens.took("[")) {
      return new Expression.Array(until("]"));
    }
    Tokens.Token token = tokens.next();
    return switch (token.kind()) {
      case NUMBER -> new Expression.Constant(Double.parseDouble(token.text()));
      case TEXT -> new Expression.Text(token.text());
      case WORD ->
          tokens.took("(")
              ? new Expression.Call(Function.named(token.text()), until(")"))
              : word(token);
      case SIGN, END -> throw Expression.refused("something is missing before " + token.text());
    };
  }

  /** Ids begin with a small letter, so these words are none. */
  private static Expression word(Tokens.Token token) {
    return Character.isUpperCase(token.text().charAt(0))
        ? new Expression.Text(token.text())
        : new Expression.Name(token.text());
  }

  private List<Expression> until(String end) {
    List<Expression> members = new ArrayList<>();
    while (!tokens.isSign(end)) {
      if (!members.isEmpty()) {
        tokens.need(",");
      }
      members.add(expression());
    }
    tokens.need(end);
    return members;
  }
}
