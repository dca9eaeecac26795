"""Whether a value is of a declared type.

PyFlink's compiled coders do not ask: some values of another type end the whole process, some are cut short without a
word. So each value is looked at before it gets to them.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable
from typing import Any

from pyflink.common import Row
from pyflink.common.time import Instant

_BITS = {"TinyIntCoder": 8, "SmallIntCoder": 16, "IntCoder": 32, "BigIntCoder": 64}

_CLASSES: dict[str, tuple[type, ...]] = {
    "BooleanCoder": (bool,),
    "CharCoder": (str,),
    "BinaryCoder": (bytes,),
    "FloatCoder": (float, int),
    "DoubleCoder": (float, int),
    "BigDecimalCoder": (decimal.Decimal,),
    "DateCoder": (datetime.date,),
    "LocalDateCoder": (datetime.date,),
    "TimeCoder": (datetime.time,),
    "LocalTimeCoder": (datetime.time,),
    "TimestampCoder": (datetime.datetime,),
    "LocalDateTimeCoder": (datetime.datetime,),
    "InstantCoder": (Instant,),
}


def problem(coder: Any, value: Any) -> str | None:
    """What stands in the way of a value's being of the type, if something does.

    :param coder: PyFlink's coder of the type
    """
    name = type(coder).__name__
    if name in _BITS:
        return _whole_number(value, _BITS[name])
    if name in _CLASSES:
        return _instance(value, *_CLASSES[name])
    check = _COMPOSED.get(name)
    return None if check is None else check(coder, value)


def _whole_number(value: Any, bits: int) -> str | None:
    if not hasattr(value, "__index__"):
        return f"{value!r} is not a whole number"
    if not -(2 ** (bits - 1)) <= int(value) < 2 ** (bits - 1):
        return f"{value!r} has more than {bits} bits"
    return None


def _instance(value: Any, *classes: type) -> str | None:
    if isinstance(value, classes) or _numpy_of(value, classes):
        return None
    return f"{value!r} is not a {classes[0].__name__}"


def _numpy_of(value: Any, classes: tuple[type, ...]) -> bool:
    """Numbers of numpy are taken as PyFlink takes them."""
    return type(value).__module__ == "numpy" and hasattr(value, "item") and isinstance(value.item(), classes)


def _row(coder: Any, value: Any) -> str | None:
    wrong = _instance(value, Row)
    if wrong:
        return wrong
    if len(value) != len(coder._field_coders):
        return f"{value!r} has {len(value)} fields, not {len(coder._field_coders)}"
    try:
        values = value.get_fields_by_names(coder._field_names)
    except (KeyError, ValueError) as unknown:
        return f"{value!r} has other fields than {coder._field_names}: {unknown}"
    fields = zip(coder._field_names, coder._field_coders, values, strict=True)
    return _first((f"field '{name}'", each, field) for name, each, field in fields if field is not None)


def _tuple(coder: Any, value: Any) -> str | None:
    wrong = _instance(value, tuple)
    if wrong:
        return wrong
    if len(value) != len(coder._field_coders):
        return f"{value!r} has {len(value)} fields, not {len(coder._field_coders)}"
    return _first((f"field {i}", each, value[i]) for i, each in enumerate(coder._field_coders))


def _list(coder: Any, value: Any) -> str | None:
    return _instance(value, list) or _first((f"[{i}]", coder._elem_coder, each) for i, each in enumerate(value))


def _list_with_nulls(coder: Any, value: Any) -> str | None:
    return _instance(value, list) or _first(
        (f"[{i}]", coder._elem_coder, each) for i, each in enumerate(value) if each is not None
    )


def _map(coder: Any, value: Any) -> str | None:
    return (
        _instance(value, dict)
        or _first(("a key", coder._key_coder, each) for each in value)
        or _first((f"[{key!r}]", coder._value_coder, each) for key, each in value.items() if each is not None)
    )


def _first(parts: Any) -> str | None:
    for where, coder, part in parts:
        wrong = problem(coder, part)
        if wrong:
            return f"{where}: {wrong}"
    return None


_COMPOSED: dict[str, Callable[[Any, Any], str | None]] = {
    "RowCoder": _row,
    "TupleCoder": _tuple,
    "GenericArrayCoder": _list_with_nulls,
    "PrimitiveArrayCoder": _list,
    "MapCoder": _map,
}
