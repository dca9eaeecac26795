"""Numbers, counted by key in Python, slowly: the job of the benchmark of starts."""

import time

from pyflink.common import Types, WatermarkStrategy
from pyflink.datastream import KeyedProcessFunction, StreamExecutionEnvironment
from pyflink.datastream.connectors.number_seq import NumberSequenceSource
from pyflink.datastream.state import ValueStateDescriptor


class Counting(KeyedProcessFunction):
    def open(self, runtime_context):
        self.count = runtime_context.get_state(ValueStateDescriptor("count", Types.LONG()))

    def process_element(self, value, ctx):
        time.sleep(0.01)
        count = (self.count.value() or 0) + 1
        self.count.update(count)
        yield count


def main():
    environment = StreamExecutionEnvironment.get_execution_environment()
    numbers = environment.from_source(
        NumberSequenceSource(1, 1 << 40), WatermarkStrategy.no_watermarks(), "numbers", Types.LONG()
    )
    counts = numbers.key_by(lambda number: number % 3, Types.LONG()).process(Counting(), Types.LONG())
    counts.print()
    environment.execute("counting")


if __name__ == "__main__":
    main()
