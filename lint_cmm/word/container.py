"""A Word package as something to copy: every member stays what it was but for the few that are replaced.

python-docx writes a package from its own idea of it and loses what it does not know (embedded fonts, custom XML,
smart tags, the strict schema, templates); on a long document it also takes ten times as long. Here a member that nobody
touched keeps its packed bytes, its name, its place and its date, so that an annotated copy differs from the submission
in the parts that had to change and in nothing else. Hostile input is judged by :mod:`lint_cmm.package` first.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from lxml import etree

from lint_cmm.model.blocks import Block
from lint_cmm.model.stories import Reading
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.package.xml import _TRANSITIONAL
from lint_cmm.word.names import CONTENT_TYPES, OFFICE_STRICT, OFFICE_TRANSITIONAL, RELATIONSHIPS, STRICT

TYPES_PART: Final = "[content_types].xml"
_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STRICT_OF: Final = {new: old for old, new in _TRANSITIONAL.items()}
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DEFLATED: Final = 8
_UTF8: Final = 0x800
_EPOCH: Final = (0, 0x21)  # 1980-01-01 00:00: the same input gives the same bytes on any day


class Container:
    """The parts of a package, to be read by case-folded name and written again with some of them replaced.

    Raises :class:`lint_cmm.package.errors.InputRejected` for what the reader would refuse.
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        self._data = data
        self.reading = Reading(data, limits, keep=True)
        self.package = self.reading.package
        self.main = self.reading.main
        self.strict = STRICT.encode() in self.package.bytes(self.main)[:20_000]
        self._changed: dict[str, bytes] = {}
        self._new: list[str] = []

    def __contains__(self, name: str) -> bool:
        return name in self.package or name in self._changed

    def root(self, name: str) -> etree._Element:
        """The parsed root of a part as it is now (the very tree the reader walked); strict namespaces appear as transitional ones."""
        if name in self._changed:
            return self.package.parse(self._changed[name], name)
        if name not in self.reading.roots:
            self.reading.roots[name] = self.package.root(name)
        return self.reading.roots[name]

    def blocks(self, part: str) -> list[Block]:
        """The paragraphs of a story as the reader walked it, still tied to their elements."""
        return self.reading.walker.stories.get(part, [])

    def write(self, name: str, root: etree._Element) -> None:
        """Replace a part by ROOT, or add it; strict documents get their own namespaces back."""
        data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
        if self.strict:
            data = re.sub(rb'(xmlns(?::[\w.-]{1,64})?=")([^"]{1,200})(?=")', _to_strict, data)
        if name not in self:
            self._new.append(name)
        self._changed[name] = _DECLARATION + data

    def related(self, owner: str, kind: str) -> str | None:
        """The part that OWNER points to with relationship type KIND ("comments", "styles" …), or None."""
        if _rels_name(owner) in self._changed:
            for relation in self.root(_rels_name(owner)):
                if (relation.get("Type") or "").rpartition("/")[2] == kind:
                    return (
                        posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), relation.get("Target") or ""))
                        .lstrip("/")
                        .casefold()
                    )
        for found in self.package.related(owner, kind):
            if not found.external and found.target in self:
                return found.target
        return None

    def beside_main(self, stem: str) -> str:
        """The name of a new XML part in the folder of the main part that no member has: STEM.xml, STEM2.xml …"""
        folder = posixpath.dirname(self.main)
        number, name = 1, posixpath.join(folder, f"{stem}.xml")
        while name in self:
            number += 1
            name = posixpath.join(folder, f"{stem}{number}.xml")
        return name

    def add(self, kind: str, name: str, content_type: str, root: etree._Element) -> None:
        """Add part NAME with its content type and a relationship of type KIND from the main part to it."""
        self.write(name, root)
        types = self.root(TYPES_PART)
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": content_type})
        self.write(TYPES_PART, types)
        rels = _rels_name(self.main)
        relations = self.root(rels) if rels in self else etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})
        taken = {r.get("Id") for r in relations}
        identity = next(f"rIdLint{n}" for n in range(1, len(taken) + 2) if f"rIdLint{n}" not in taken)
        office = OFFICE_STRICT if self.strict else OFFICE_TRANSITIONAL
        target = posixpath.relpath(name, posixpath.dirname(self.main) or ".")
        etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", {"Id": identity, "Type": f"{office}/{kind}", "Target": target})
        self.write(rels, relations)

    def to_bytes(self) -> bytes:
        """The package with all replacements: members in their old order with their packed bytes, new ones at the end."""
        out, directory, count = BytesIO(), [], 0
        with zipfile.ZipFile(BytesIO(self._data)) as source:
            for info in source.infolist():
                stamp = _stamp(info)
                name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
                changed = self._changed.get(info.orig_filename.casefold())
                if changed is None:
                    start = info.header_offset + 30 + sum(struct.unpack_from("<2H", self._data, info.header_offset + 26))
                    raw = self._data[start : start + info.compress_size]
                    entry = (info.flag_bits & _UTF8, info.compress_type, stamp, info.CRC, info.file_size)
                else:
                    raw, entry = _pack(changed, info.flag_bits & _UTF8, stamp)
                directory.append(_member(out, name, raw, entry, info.external_attr))
                count += 1
        for new in self._new:
            raw, entry = _pack(self._changed[new], _UTF8, _EPOCH)
            directory.append(_member(out, new.encode("utf-8"), raw, entry, 0))
            count += 1
        start, central = out.tell(), b"".join(directory)
        out.write(central + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), start, 0))
        return out.getvalue()


_Entry = tuple[int, int, tuple[int, int], int, int]  # flags, method, (date, time), crc, size


def _pack(data: bytes, flags: int, stamp: tuple[int, int]) -> tuple[bytes, _Entry]:
    """DATA deflated, and what the directory says of it."""
    machine = zlib.compressobj(6, zlib.DEFLATED, -15)
    return machine.compress(data) + machine.flush(), (flags, _DEFLATED, stamp, zlib.crc32(data), len(data))


def _member(out: BytesIO, name: bytes, raw: bytes, entry: _Entry, attributes: int) -> bytes:
    """Write one member to OUT; gives its entry in the central directory (PKWARE APPNOTE 4.3)."""
    flags, method, (time, date), crc, size = entry
    offset = out.tell()
    out.write(_LOCAL.pack(b"PK\x03\x04", 20, flags, method, time, date, crc, len(raw), size, len(name), 0) + name + raw)
    return (
        _CENTRAL.pack(b"PK\x01\x02", 20, 20, flags, method, time, date, crc, len(raw), size, len(name), 0, 0, 0, 0, attributes, offset)
        + name
    )


def _stamp(info: zipfile.ZipInfo) -> tuple[int, int]:
    """The DOS time and date of a member."""
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _to_strict(match: re.Match[bytes]) -> bytes:
    """A namespace declaration with the strict name, where the schema has one."""
    name = match[2].decode("utf-8")
    return match[1] + _STRICT_OF.get(name, name).encode("utf-8")


def _rels_name(part: str) -> str:
    """The name of a part's relationships: ``word/document.xml`` → ``word/_rels/document.xml.rels``."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
