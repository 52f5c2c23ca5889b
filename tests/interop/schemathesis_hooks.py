"""Teaches schemathesis to send our bodies: what it makes up, as msgpack in a zstd frame, whole or cut."""

from typing import Any

import msgspec
import schemathesis
import zstandard

MEDIA_TYPE = "application/vnd.sidao.sync"


@schemathesis.serializer("application/offset+octet-stream")
def piece(context: Any, value: Any) -> bytes:
    """A piece of an attachment is bytes, whatever they are."""
    return bytes(value) if isinstance(value, bytes | bytearray) else str(value).encode("utf-8", "replace")


@schemathesis.serializer(MEDIA_TYPE)
def frame(context: Any, value: Any) -> bytes:
    """Half of the bodies come as they were made up, the others as frames."""
    made = bytes(value) if isinstance(value, bytes | bytearray) else str(value).encode("utf-8", "replace")
    if len(made) % 2:
        return made
    return zstandard.ZstdCompressor().compress(msgspec.msgpack.encode({"oldest": 1, "newest": 1, "device": made}))
