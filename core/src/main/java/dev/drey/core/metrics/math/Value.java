package dev.drey.core.metrics.math;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What an expression comes to. */
public sealed interface Value {
  Value each(DoubleUnaryOperator change);

  /** This on the left, the other on the right. */
  Value with(Value other, DoubleBinaryOperator operator);

  /** Called by the right side with what is on its left. */
  Value after(double left, DoubleBinaryOperator operator);

  /** Called by the right side with what is on its left. */
  Value after(Line left, DoubleBinaryOperator operator);

  /** A number for all times. */
  record Scalar(double number) implements Value {
    @Override
    public Value each(DoubleUnaryOperator change) {
      return new Scalar(change.applyAsDouble(number));
    }

    @Override
    public Value with(Value other, DoubleBinaryOperator operator) {
      return other.after(number, operator);
    }

    @Override
    public Value after(double left, DoubleBinaryOperator operator) {
      return new Scalar(operator.applyAsDouble(left, number));
    }

    @Override
    public Value after(Line left, DoubleBinaryOperator operator) {
      return new One(left.each(value -> operator.applyAsDouble(value, number)));
    }
  }

  /** One line. */
  record One(Line line) implements Value {
    @Override
    public Value each(DoubleUnaryOperator change) {
      return new One(line.each(change));
    }

    @Override
    public Value with(Value other, DoubleBinaryOperator operator) {
      return other.after(line, operator);
    }

    @Override
    public Value after(double left, DoubleBinaryOperator operator) {
      return new One(line.each(value -> operator.applyAsDouble(left, value)));
    }

    @Override
    public Value after(Line left, DoubleBinaryOperator operator) {
      return new One(left.with(line, operator));
    }
  }

  /** Several lines: an operator takes each of them. */
  record Many(List<Line> lines) implements Value {
    public Many {
      lines = List.copyOf(lines);
    }

    @Override
    public Value each(DoubleUnaryOperator change) {
      return new Many(lines.stream().map(line -> line.each(change)).toList());
    }

    @Override
    public Value with(Value other, DoubleBinaryOperator operator) {
      if (other instanceof Many) {
        throw Expression.refused("two arrays of metrics cannot be joined by an operator");
      }
      return new Many(
          lines.stream()
              .map(line -> new One(line).with(other, operator))
              .map(value -> ((One) value).line())
              .toList());
    }

    @Override
    public Value after(double left, DoubleBinaryOperator operator) {
      return each(value -> operator.applyAsDouble(left, value));
    }

    /** Each is told by its own label, whatever it was joined with. */
    @Override
    public Value after(Line left, DoubleBinaryOperator operator) {
      return new Many(
          lines.stream().map(line -> left.with(line, operator).called(line.label())).toList());
    }
  }
}
