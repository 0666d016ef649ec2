"""How the fuzzer's bytes become a Word file, and which bytes to begin with.

An input begins with one byte: ``Z`` and the rest is a file as it is; ``P`` and the rest are parts, ``PARTS`` in their
order with a byte 0xFF between them (no UTF-8 text holds one). A part that is missing or empty is left out of the
package, except for the document. Members are stored, not deflated: the fuzzer then spends its time in the reader.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
FIXTURES = HERE.parent / "fixtures"
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

PARTS = ("document", "styles", "numbering", "rels", "header", "footnotes", "comments", "settings", "theme", "core")
RAW, PARTED = ord("Z"), ord("P")
LONGEST = 64 * 1024  # bytes of a seed

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_ROOTS = (
    f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="b" Type="{_CORE}" Target="docProps/core.xml"/></Relationships>'
).encode()
_LINKS = (
    f'<Relationships xmlns="{_RELATIONSHIPS}">'
    + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, kind in (
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("headerdefault", "header"),
            ("footnotes", "footnotes"),
            ("comments", "comments"),
            ("settings", "settings"),
            ("theme", "theme"),
        )
    )
    + "</Relationships>"
).encode()
_NAMES = {"rels": "word/_rels/document.xml.rels", "header": "word/headerdefault.xml", "core": "docProps/core.xml"}


def stored(members: dict[str, bytes]) -> bytes:
    """A zip file whose members are stored."""
    out, directory = b"", b""
    for name, content in members.items():
        encoded, crc, size = name.encode(), zlib.crc32(content), len(content)
        head = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, crc, size, size, len(encoded), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(out)) + encoded
        out += b"PK\x03\x04" + head + encoded + content
    end = struct.pack("<4H2LH", 0, 0, len(members), len(members), len(directory), len(out), 0)
    return out + directory + b"PK\x05\x06" + end


def file_of(data: bytes) -> bytes:
    """The bytes of the file that the input ``data`` stands for."""
    if not data or data[0] != PARTED:
        return data[1:]
    parts = dict(zip(PARTS, data[1:].split(b"\xff"), strict=False))
    members = {"_rels/.rels": _ROOTS, "word/document.xml": parts.pop("document"), _NAMES["rels"]: parts.pop("rels", b"") or _LINKS}
    members |= {_NAMES.get(name, f"word/{name}.xml"): content for name, content in parts.items() if content}
    return stored(members)


def parted(members: dict[str, str | bytes]) -> bytes:
    """The input for a package whose parts bear the names of ``tests/ooxml.py``."""
    names = {
        "document": "word/document.xml",
        "rels": _NAMES["rels"],
        "header": "word/header-default.xml",
        "theme": "word/theme/theme1.xml",
        "core": "docProps/core.xml",
    }
    found = []
    for part in PARTS:
        content = members.get(names.get(part, f"word/{part}.xml"), b"")
        content = content.encode() if isinstance(content, str) else content
        if part == "rels":
            content = content.replace(b"header-default.xml", b"headerdefault.xml").replace(b"theme/theme1.xml", b"theme.xml")
        found.append(content.replace(b"\xff", b""))
    while not found[-1]:
        found.pop()
    return bytes([PARTED]) + b"\xff".join(found)


def seeds() -> Iterator[tuple[str, bytes]]:
    """(name, input): the constructs and hostile cases of the tests, and the fixtures, raw and by parts."""
    import importlib.util
    import zipfile
    from io import BytesIO

    import hostile
    from ooxml import members, package, para

    spec = importlib.util.spec_from_file_location("constructs", TESTS / "model" / "test_constructs.py")
    assert spec and spec.loader
    constructs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(constructs)
    plain = {"styles": "", "numbering": hostile.listed(1), "comments": "", "settings": "", "footnotes": ""}
    for name, (markup, _) in constructs.INLINE.items():
        yield f"inline-{name}", parted(members(para(f"<w:r><w:t>甲</w:t></w:r>{markup}<w:r><w:t>乙</w:t></w:r>"), **plain))
    for table in ("BLOCKS", "SHAPES"):
        for name, value in getattr(constructs, table).items():
            markup = value if isinstance(value, str) else value[0]
            if isinstance(markup, str):
                content = markup if table == "BLOCKS" else para(f"<w:r>{markup}</w:r>")
                yield f"{table.lower()}-{name}", parted(members(content, headers={"default": content}, **plain))
    for name, (make, _) in hostile.CASES.items():
        data = make()
        if len(data) <= LONGEST:
            yield f"hostile-{name}", bytes([RAW]) + data
    yield "small", bytes([RAW]) + package(para("甲"))
    for path in sorted(FIXTURES.glob("*.docx")):
        data = path.read_bytes()
        yield f"raw-{path.stem}", bytes([RAW]) + data
        with zipfile.ZipFile(BytesIO(data)) as archive:
            inside = {n: archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels"))}
        yield f"parts-{path.stem}", parted(inside)  # type: ignore[arg-type]


def write_seeds(folder: Path) -> int:
    """Write every seed into ``folder``; gives their number."""
    from hashlib import sha256

    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for _, data in seeds():
        if len(data) <= LONGEST:
            (folder / sha256(data).hexdigest()[:20]).write_bytes(data)
            count += 1
    return count
