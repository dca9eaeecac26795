"""What the Java SDK has for PyFlink: its Protobuf deserialization, by a call and not by hand-written py4j.

The jar with ``dev.drey:drey-sdk-flink-1.20`` and ``protobuf-java`` is among the application's ``jarfile``::

    rows = protobuf_rows(descriptor_file="clicks.desc", message_name="shop.Click", ignore_unreadable=True)
    source = KafkaSource.builder().set_value_only_deserializer(rows)
"""

from __future__ import annotations

import os
from typing import Any

from pyflink.common.serialization import DeserializationSchema
from pyflink.java_gateway import get_gateway

_PROTOBUF_ROWS = "dev.drey.sdk.protobuf.ProtobufRows"


class MissingJarError(ImportError):
    """The job has no jar with the class that was asked for."""


def protobuf_rows(
    *,
    message_class: str | None = None,
    descriptor_file: str | os.PathLike[str] | None = None,
    message_name: str | None = None,
    ignore_unreadable: bool = False,
) -> DeserializationSchema:
    """Reads Protobuf messages into rows, in Java; Python gets the rows.

    Fields come in the order of the message, under their names there. Enums are text, messages rows, repeated fields
    arrays, maps arrays of rows with ``key`` and ``value``. What is not set is its default, or None where the field
    tells the difference.

    :param message_class: a class that protoc generated, in one of the job's jars; or
    :param descriptor_file: what ``protoc --include_imports --descriptor_set_out`` wrote (a path, or ``classpath:`` and
        a resource of a jar), with
    :param message_name: the full name of the message in it
    :param ignore_unreadable: drops bytes that are no such message, instead of failing
    """
    if (message_class is None) == (descriptor_file is None):
        raise ValueError("say message_class, or descriptor_file with message_name")
    if (descriptor_file is None) != (message_name is None):
        raise ValueError("descriptor_file and message_name go together")
    options = {} if message_class is None else {"message.class": message_class}
    if descriptor_file is not None and message_name is not None:
        options = {"descriptor.file": os.fspath(descriptor_file), "message.name": message_name}
    if ignore_unreadable:
        options["ignore.unreadable"] = "true"
    return java_schema(_PROTOBUF_ROWS, options)


def java_schema(name: str, options: dict[str, str]) -> DeserializationSchema:
    """A deserialization schema of a Java class that is made of its options, a map of texts.

    :param name: the class's full name
    """
    return DeserializationSchema(j_deserialization_schema=_made(name, options))


def _made(name: str, options: dict[str, str]) -> Any:
    made: Any = get_gateway().jvm
    for part in name.split("."):
        made = getattr(made, part)
    if not callable(made) or type(made).__name__ == "JavaPackage":
        raise MissingJarError(
            f"there is no class {name} in the job's jars; the application's jarfile has to have it, or add_jars adds it"
        )
    return made(options)
