"""The Java SDK called from Python: on a JVM, and without a cluster."""

import pathlib
import shutil

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from drey.java import MissingJarError, java_schema, protobuf_rows
from drey.package import Project
from drey.package.jars import collected

CHECKOUT = pathlib.Path(__file__).parents[2]
PROTOBUF = "com.google.protobuf:protobuf-java:4.29.3"


def test_options_are_checked_before_anything_is_called():
    with pytest.raises(ValueError, match="message_class, or descriptor_file"):
        protobuf_rows()
    with pytest.raises(ValueError, match="message_class, or descriptor_file"):
        protobuf_rows(message_class="a.B", descriptor_file="b.desc")
    with pytest.raises(ValueError, match="go together"):
        protobuf_rows(descriptor_file="b.desc")


@pytest.fixture(scope="module")
def sdk(tmp_path_factory):
    """The SDK on the class path of the gateway's JVM."""
    built = CHECKOUT.glob("sdk/**/target/drey-sdk*.jar")
    jars = [jar for jar in built if not any(other in jar.name for other in ("tests", "sources", "flink-2"))]
    if not jars or shutil.which("mvn") is None:
        pytest.skip("LEFT OUT: sdk/flink-1.20/target has no jar; mvn package makes it")
    from pyflink.util.java_utils import add_jars_to_context_class_loader

    fetched = collected(Project(CHECKOUT, jars=(PROTOBUF,)), tmp_path_factory.mktemp("jars"))
    add_jars_to_context_class_loader([jar.as_uri() for jar in [*jars, *fetched]])


@pytest.fixture
def click(tmp_path):
    """A message class, and the file that describes it, as protoc writes it."""
    file = descriptor_pb2.FileDescriptorProto(name="click.proto", package="shop", syntax="proto3")
    message = file.message_type.add(name="Click")
    kind = descriptor_pb2.FieldDescriptorProto
    for number, (name, type_, label) in enumerate(
        [
            ("user", kind.TYPE_STRING, kind.LABEL_OPTIONAL),
            ("time", kind.TYPE_INT64, kind.LABEL_OPTIONAL),
            ("tags", kind.TYPE_STRING, kind.LABEL_REPEATED),
        ],
        start=1,
    ):
        message.field.add(name=name, number=number, type=type_, label=label)
    described = tmp_path / "click.desc"
    described.write_bytes(descriptor_pb2.FileDescriptorSet(file=[file]).SerializeToString())
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return described, message_factory.GetMessageClass(pool.FindMessageTypeByName("shop.Click"))


@pytest.mark.flink
@pytest.mark.xdist_group("flink")
def test_messages_become_rows(sdk, click):
    described, message = click

    schema = protobuf_rows(descriptor_file=described, message_name="shop.Click")._j_deserialization_schema

    row = schema.deserialize(message(user="ann", time=2**40, tags=["a", "b"]).SerializeToString())
    assert [row.getField(0), row.getField(1), list(row.getField(2))] == ["ann", 2**40, ["a", "b"]]
    assert list(schema.getProducedType().getFieldNames()) == ["user", "time", "tags"]


@pytest.mark.flink
@pytest.mark.xdist_group("flink")
def test_bytes_that_are_no_message_are_dropped_where_that_is_asked_for(sdk, click):
    described, _ = click

    schema = protobuf_rows(descriptor_file=described, message_name="shop.Click", ignore_unreadable=True)

    assert schema._j_deserialization_schema.deserialize(b"\xff\xff") is None


@pytest.mark.flink
@pytest.mark.xdist_group("flink")
def test_a_class_that_is_in_no_jar_is_named():
    with pytest.raises(MissingJarError, match=r"no class not\.there\.Schema"):
        java_schema("not.there.Schema", {})
