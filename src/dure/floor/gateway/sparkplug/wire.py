"""The Sparkplug B payload on the wire, as far as a host reads or writes it, described field by field.

The table below is our own description of the format; no schema file is compiled. Parts that are not described here
(data sets, templates, metadata, extensions) are skipped when read, as protobuf does with any field it does not know.
"""

from __future__ import annotations

from typing import Any, Final

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

PACKAGE: Final = "dure.sparkplug"
VALUE: Final = "value"
# Message, then its fields: number, name, type; `*` repeated, `|` one of the alternatives of a value.
FORMAT: Final = """
PropertyValue 1 type uint32, 2 is_null bool, 3 int_value uint32|, 4 long_value uint64|, 5 float_value float|,
              6 double_value double|, 7 boolean_value bool|, 8 string_value string|
PropertySet   1 keys string*, 2 values PropertyValue*
Metric        1 name string, 2 alias uint64, 3 timestamp uint64, 4 datatype uint32, 5 is_historical bool,
              6 is_transient bool, 7 is_null bool, 9 properties PropertySet, 10 int_value uint32|,
              11 long_value uint64|, 12 float_value float|, 13 double_value double|, 14 boolean_value bool|,
              15 string_value string|, 16 bytes_value bytes|
Payload       1 timestamp uint64, 2 metrics Metric*, 3 seq uint64, 4 uuid string, 5 body bytes
"""


def _messages() -> dict[str, Any]:
    file = descriptor_pb2.FileDescriptorProto(name="dure/sparkplug.proto", package=PACKAGE, syntax="proto2")
    for line in FORMAT.replace(",\n", ",").strip().splitlines():
        name, _, fields = line.partition(" ")
        message = file.message_type.add(name=name)
        for each in fields.split(","):
            _describe(message, *each.split())
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    names = [message.name for message in file.message_type]
    return {name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{PACKAGE}.{name}")) for name in names}


def _describe(message: descriptor_pb2.DescriptorProto, number: str, name: str, kind: str) -> None:
    plain = kind.rstrip("*|")
    field = message.field.add(name=name, number=int(number))
    repeated = kind.endswith("*")
    field.label = field.LABEL_REPEATED if repeated else field.LABEL_OPTIONAL
    if plain[0].isupper():
        field.type, field.type_name = field.TYPE_MESSAGE, f".{PACKAGE}.{plain}"
    else:
        field.type = getattr(field, f"TYPE_{plain.upper()}")
    if kind.endswith("|"):
        if not message.oneof_decl:
            message.oneof_decl.add(name=VALUE)
        field.oneof_index = 0


# The class of a whole message; the others are reached through its fields.
Wire: Final = _messages()["Payload"]
