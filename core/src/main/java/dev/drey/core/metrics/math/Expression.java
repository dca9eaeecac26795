package dev.drey.core.metrics.math;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** A parsed expression: {@code 100 * m1 / SUM(METRICS())}. */
public sealed interface Expression {
  Value in(Scope scope);

  /**
   * Reads one.
   *
   * @throws Refused that says what of it cannot be understood
   */
  static Expression parse(String text) {
    return new Parser(text).whole();
  }

  static Refused refused(String why) {
    return new Refused(Reason.INVALID_ARGUMENT, "Error in expression: " + why);
  }

  /** A number. */
  record Constant(double value) implements Expression {
    @Override
    public Value in(Scope scope) {
      return new Value.Scalar(value);
    }
  }

  /** The id of another query. */
  record Name(String id) implements Expression {
    @Override
    public Value in(Scope scope) {
      return scope.named(id);
    }
  }

  /** A text: functions take some, nothing else does. */
  record Text(String text) implements Expression {
    @Override
    public Value in(Scope scope) {
      throw refused("the text \"" + text + "\" has no value");
    }
  }

  /** {@code [m1, m2]}. */
  record Array(List<Expression> members) implements Expression {
    public Array {
      members = List.copyOf(members);
    }

    @Override
    public Value in(Scope scope) {
      List<Line> lines = new ArrayList<>();
      members.forEach(member -> lines.addAll(Function.lines(member.in(scope))));
      return new Value.Many(lines);
    }
  }

  /** Left, operator, right. */
  record Binary(Expression left, DoubleBinaryOperator operator, Expression right)
      implements Expression {
    @Override
    public Value in(Scope scope) {
      return left.in(scope).with(right.in(scope), operator);
    }
  }

  /** {@code -m1}. */
  record Negative(Expression of) implements Expression {
    @Override
    public Value in(Scope scope) {
      return of.in(scope).each(value -> -value);
    }
  }

  /** A function of some arguments. */
  record Call(Function function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Value in(Scope scope) {
      return function.of(arguments, scope);
    }
  }
}
