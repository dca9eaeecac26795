"""What the workers run: by reference, so that they have to find this module."""
import os

from pyflink.common import Types
from pyflink.datastream.functions import KeyedProcessFunction, MapFunction, RuntimeContext
from pyflink.datastream.state import ValueStateDescriptor


class Slowly(MapFunction):
    """Lets through a number each few milliseconds; fails if it is told to."""

    def __init__(self, fails):
        self.fails = fails

    def open(self, context: RuntimeContext):
        if self.fails:
            raise ValueError("nothing is counted here")

    def map(self, number):
        import time

        time.sleep(0.005)
        return number


class Counting(KeyedProcessFunction):
    """Counts the numbers of each key, and writes down each beginning and each fiftieth count."""

    def __init__(self, out, round_):
        self.out = out
        self.round = round_

    def open(self, context: RuntimeContext):
        self.count = context.get_state(ValueStateDescriptor("count", Types.LONG()))

    def process_element(self, number, context):
        count = (self.count.value() or 0) + 1
        self.count.update(count)
        if count == 1 or count % 50 == 0:
            line = f"{self.round} {context.get_current_key()} {count} {os.getpid()} {sorted(os.listdir('.'))}\n"
            with open(self.out, "a", encoding="utf-8") as file:
                file.write(line)
        yield count
