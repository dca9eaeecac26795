"""Values as bytes, by the coders of PyFlink's own workers."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from pyflink.common.typeinfo import (
    BasicArrayTypeInfo,
    BasicType,
    BasicTypeInfo,
    ListTypeInfo,
    LocalTimeTypeInfo,
    MapTypeInfo,
    ObjectArrayTypeInfo,
    PickledBytesTypeInfo,
    RowTypeInfo,
    TupleTypeInfo,
    TypeInformation,
)
from pyflink.fn_execution import coders

from drey.testing.conforming import problem

_LOCAL_TIMES = {
    LocalTimeTypeInfo.TimeType.LOCAL_DATE: coders.LocalDateCoder,
    LocalTimeTypeInfo.TimeType.LOCAL_TIME: coders.LocalTimeCoder,
    LocalTimeTypeInfo.TimeType.LOCAL_DATE_TIME: coders.LocalDateTimeCoder,
}


class WrongTypeError(TypeError):
    """A value that is not of the type that was declared for it."""


class Coder:
    """Makes bytes of values of one declared type, and values of bytes."""

    def __init__(self, declared: object, coder: Any) -> None:
        self._declared = declared
        self._described = coder
        self._coder = coder.get_impl()

    def encode(self, value: object, where: str) -> bytes:
        """The value's bytes.

        :param where: what is being written, for the message when it is not of the type.
        """
        wrong = problem(self._described, value)
        if wrong:
            raise WrongTypeError(f"{where}: {wrong}; the declared type is {self._declared}")
        encoded: bytes = self._coder.encode(value)
        return encoded

    def decode(self, encoded: bytes) -> Any:
        """A new value, equal to what was encoded as far as the type says it all."""
        return self._coder.decode(encoded)


def of_elements(declared: TypeInformation) -> Coder:
    """The coder of what goes from one operator to the next."""
    return Coder(declared, _between_operators(named(declared)))


def of_state(coder: Any) -> Coder:
    """The coder of what lies in state, by PyFlink's coder of it."""
    return Coder(type(coder).__name__.replace("Coder", ""), coder)


def of_descriptor(descriptor: Any) -> Any:
    """PyFlink's coder for a state, as a worker makes it of the state's descriptor."""
    refuse_nameless_rows(descriptor)
    return coders.from_type_info(descriptor.type_info)


def refuse_nameless_rows(descriptor: Any) -> None:
    """Refuses what a worker would have to ask the JVM for, and cannot."""
    if any(isinstance(each, RowTypeInfo) and not each._field_names for each in _inside(descriptor.type_info)):
        raise WrongTypeError(
            f"state '{descriptor.name}': a PyFlink worker cannot keep a Types.ROW without names;"
            " declare it with Types.ROW_NAMED"
        )


def named(declared: Any) -> Any:
    """The same type, with names for the fields of its rows, as PyFlink has it back from the JVM.

    A copy: what somebody else did with the type and a JVM does not travel with it.
    """
    if isinstance(declared, list):
        return [named(each) for each in declared]
    if not isinstance(declared, TypeInformation):
        return declared
    same = copy.copy(declared)
    for part, value in vars(declared).items():
        setattr(same, part, named(value))
    same._j_typeinfo = None
    if isinstance(same, RowTypeInfo):
        same._field_names = field_names(same)
    return same


def _inside(declared: Any) -> Iterator[Any]:
    """A type and all types inside it."""
    if not isinstance(declared, TypeInformation):
        return
    yield declared
    for part in vars(declared).values():
        for each in part if isinstance(part, list) else [part]:
            yield from _inside(each)


def resolved(declared: Any) -> TypeInformation:
    """An output type as PyFlink takes it: nothing is pickle, a list is a row."""
    if declared is None:
        return PickledBytesTypeInfo()
    if isinstance(declared, list):
        return RowTypeInfo(declared)
    return declared


def field_names(row: RowTypeInfo) -> list[str]:
    """The names of a row's fields; PyFlink asks the JVM when they were not given."""
    return row._field_names or [f"f{i}" for i in range(len(row.get_field_types()))]


def _between_operators(declared: TypeInformation) -> Any:
    """As Java describes a type to a worker, which is not quite as a worker describes it to itself."""
    if isinstance(declared, PickledBytesTypeInfo):
        return coders.CloudPickleCoder()
    if isinstance(declared, RowTypeInfo):
        return coders.RowCoder([_between_operators(each) for each in declared.get_field_types()], declared._field_names)
    if isinstance(declared, TupleTypeInfo):
        return coders.TupleCoder([_between_operators(each) for each in declared.get_field_types()])
    if isinstance(declared, MapTypeInfo):
        return coders.MapCoder(
            _between_operators(declared._key_type_info), _between_operators(declared._value_type_info)
        )
    if isinstance(declared, ListTypeInfo):
        return _of_list(declared.elem_type)
    if isinstance(declared, (BasicArrayTypeInfo, ObjectArrayTypeInfo)):
        return coders.GenericArrayCoder(_between_operators(declared._element_type))
    if isinstance(declared, LocalTimeTypeInfo):
        return _LOCAL_TIMES[declared._time_type]()
    return coders.from_type_info(declared)


def _of_list(element: TypeInformation) -> Any:
    if isinstance(element, BasicTypeInfo) and element._basic_type == BasicType.BYTE:
        return coders.BinaryCoder()
    return coders.PrimitiveArrayCoder(_between_operators(element))
