"""Zip files as other programs write them: 64-bit sizes, extra fields, comments; what does not add up is refused."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from ooxml import members, para

from lint_cmm.model.read import read
from lint_cmm.package.errors import InputRejected

NONE = 0xFFFFFFFF
PARTS = {name: text if isinstance(text, bytes) else text.encode() for name, text in members(para("甲")).items()}


def zip64(*, extra: bytes = b"", wide: tuple[str, ...] = ("full", "packed", "offset"), count: int = 0, locator: int = 0) -> bytes:
    """A package whose directory keeps the ``wide`` values in zip64 fields, behind ``extra``; ``count`` and ``locator`` put it wrong."""
    out, directory = BytesIO(), b""
    for name, content in PARTS.items():
        offset, title = out.tell(), name.encode()
        common = struct.pack("<HHHHHI", 45, 0x800, 0, 0, 33, zlib.crc32(content))
        values = {"full": len(content), "packed": len(content), "offset": offset}
        out.write(b"PK\x03\x04" + common + struct.pack("<IIHH", len(content), len(content), len(title), 0) + title + content)
        more = b"".join(struct.pack("<Q", value) for key, value in values.items() if key in wide)
        field = extra + (struct.pack("<HH", 1, len(more)) + more if more else b"")
        said = {key: NONE if key in wide else value for key, value in values.items()}
        directory += b"PK\x01\x02" + struct.pack("<H", 45) + common + struct.pack("<II", said["packed"], said["full"])
        directory += struct.pack("<HHHHHII", len(title), len(field), 0, 0, 0, 0, said["offset"]) + title + field
    start, total = out.tell(), len(PARTS) + count
    out.write(directory)
    end = out.tell() + locator
    out.write(b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, total, total, len(directory), start))
    out.write(b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1))
    out.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, NONE, NONE, 0))
    return out.getvalue()


@pytest.mark.parametrize("wide", [(), ("offset",), ("full", "packed"), ("full", "packed", "offset")])
@pytest.mark.parametrize("extra", [b"", struct.pack("<HH4s", 0x5455, 4, b"time")])
def test_sizes_of_64_bits_are_read(wide: tuple[str, ...], extra: bytes) -> None:
    data = zip64(wide=wide, extra=extra)
    assert zipfile.ZipFile(BytesIO(data)).testzip() is None, "it is a good file"
    assert read(data).body.text == "甲"


@pytest.mark.parametrize(
    "data",
    [
        zip64(count=1), zip64(count=-1), zip64(locator=1), zip64(locator=10_000),
        zip64().replace(struct.pack("<HH", 1, 24), struct.pack("<HH", 1, 8)),  # values that the field should hold are not there
        zip64()[:-42] + zip64()[-22:],  # no locator
    ],
)  # fmt: skip
def test_sizes_of_64_bits_that_do_not_add_up_are_refused(data: bytes) -> None:
    with pytest.raises(InputRejected) as refused:
        read(data)
    assert refused.value.code == "E001"


def test_a_comment_behind_the_directory_is_no_fault() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = b"by a scanner" * 9
        for name, content in PARTS.items():
            archive.writestr(name, content)
    assert read(out.getvalue()).body.text == "甲"
