"""A zip reader for hostile input: the central directory is judged before anything is inflated.

The standard library's zipfile is not used: before 3.11.8 it takes overlapping members (CVE-2024-0450), it trusts declared
sizes for what it returns, it lets the last of two equal names win, and importing it costs 10 ms.
Follows the PKWARE APPNOTE 6.3: stored and deflated members, data descriptors, zip64.
"""

from __future__ import annotations

import struct
import zlib

from lint_cmm.kit.records import NamedTuple
from lint_cmm.package.errors import InputRejected, over
from lint_cmm.package.limits import DEFAULT, Limits

_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_NONE32 = 0xFFFFFFFF
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800


class Member(NamedTuple):
    """A member as the central directory states it; ``offset`` is where its local header stands in the file."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def _broken(detail: str) -> InputRejected:
    return InputRejected("E001", "broken-zip", {"detail": detail})


class Archive:
    """The members of a zip file held in memory.

    ``members`` maps case-folded names to members. Raises :class:`InputRejected` for a damaged or ambiguous file:
    bad structure, two members with one name, members that share bytes, names that lead outside.
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        self._data = memoryview(data)
        self._limits = limits
        self._left = limits.xml_size
        start, size, count = _directory(data)
        if count > limits.members:
            raise over("members", limits.members)
        if size > limits.directory_size:
            raise over("directory-size", limits.directory_size)
        self.members: dict[str, Member] = {}
        self._end = start
        swollen = 0
        for member in _central(data, start, size, count):
            key = member.name.casefold()
            if key in self.members:
                raise InputRejected("E001", "duplicate-member", {"name": member.name})
            self.members[key] = member
            if member.size > limits.ratio * member.packed:
                swollen += member.size
        if swollen > limits.swollen_size:
            raise over("swollen-size", limits.swollen_size)
        self._check_overlap()

    def _check_overlap(self) -> None:
        """No member's bytes may reach into the next one's or into the directory."""
        following = self._end
        for member in sorted(self.members.values(), key=lambda m: m.offset, reverse=True):
            if self._content(member)[0] + member.packed > following:
                raise InputRejected("E001", "overlap", {"name": member.name})
            following = member.offset

    def _content(self, member: Member) -> tuple[int, memoryview]:
        """Where the packed bytes of a member begin, and its name as its local header gives it."""
        at = member.offset
        if at + _LOCAL.size > self._end:
            raise _broken("offset")
        head = _LOCAL.unpack_from(self._data, at)
        if head[0] != b"PK\x03\x04":
            raise _broken("local header")
        at += _LOCAL.size
        return at + head[10] + head[11], self._data[at : at + head[10]]

    def packed(self, member: Member) -> memoryview:
        """The bytes of a member as they lie in the file."""
        if member.flags & _ENCRYPTED:
            raise InputRejected("E002", "encrypted-zip", {"name": member.name})
        start, name = self._content(member)
        if _name(bytes(name), member.flags) != member.name:
            raise InputRejected("E001", "name-mismatch", {"name": member.name})
        return self._data[start : start + member.packed]

    def read(self, member: Member) -> bytes:
        """The inflated bytes of a member, counted while they come: never more than the limits allow."""
        raw = self.packed(member)
        cap = min(self._limits.part_size, self._left)
        if member.method == 0:
            out = bytes(raw[: cap + 1])
        elif member.method == 8:
            out = _inflate(raw, cap)
        else:
            raise InputRejected("E001", "compression-method", {"name": member.name, "detail": str(member.method)})
        self.charge(len(out))
        if len(out) != member.size or zlib.crc32(out) != member.crc:
            raise InputRejected("E001", "bad-checksum", {"name": member.name})
        return out

    def charge(self, size: int) -> None:
        """Take an inflated part's bytes from what all parts may have."""
        if size > min(self._limits.part_size, self._left):
            if self._left < self._limits.part_size:
                raise over("xml-size", self._limits.xml_size)
            raise over("part-size", self._limits.part_size)
        self._left -= size


def _inflate(raw: memoryview, cap: int) -> bytes:
    """Raw deflate data inflated, at most one byte past ``cap``."""
    machine = zlib.decompressobj(-15)
    try:
        out = machine.decompress(raw, cap + 1)
    except zlib.error:
        raise _broken("deflate") from None
    if len(out) <= cap and not machine.eof:
        raise _broken("deflate")
    return out


def _directory(data: bytes) -> tuple[int, int, int]:
    """Offset, size and number of entries of the central directory."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + _END.size > len(data):
        raise _broken("no end record")
    _, disk, start_disk, here, count, size, start, _ = _END.unpack_from(data, at)
    if disk != start_disk or here != count:
        raise _broken("several disks")
    end = at
    if _NONE32 in (size, start) or count == 0xFFFF:
        end, size, start, count = _directory64(data, at) or (end, size, start, count)
    if start + size > end:
        raise _broken("directory")
    # Bytes between the directory and its end record would be read by some programs as further entries.
    if start + size != end:
        raise _broken("gap")
    return start, size, count


def _directory64(data: bytes, at: int) -> tuple[int, int, int, int] | None:
    """End, size, offset and count as the zip64 record gives them; None where there is none."""
    locator = at - _END64_LOCATOR.size
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        return None
    where = _END64_LOCATOR.unpack_from(data, locator)[2]
    if where + _END64.size > locator or data[where : where + 4] != b"PK\x06\x06":
        raise _broken("zip64")
    record = _END64.unpack_from(data, where)
    return where, record[8], record[9], record[7]


def _central(data: bytes, at: int, size: int, count: int) -> list[Member]:
    """The entries of the central directory."""
    members = []
    end = at + size
    for _ in range(count):
        if at + _CENTRAL.size > end:
            raise _broken("directory")
        entry = _CENTRAL.unpack_from(data, at)
        if entry[0] != b"PK\x01\x02":
            raise _broken("directory")
        flags, method, crc, packed, full = entry[5], entry[6], entry[9], entry[10], entry[11]
        name_length, extra_length, note_length, offset = entry[12], entry[13], entry[14], entry[18]
        at += _CENTRAL.size
        name = _name(data[at : at + name_length], flags)
        extra = data[at + name_length : at + name_length + extra_length]
        if _NONE32 in (packed, full, offset):
            full, packed, offset = _sizes64(extra, full, packed, offset)
        members.append(Member(name, flags, method, crc, packed, full, offset))
        at += name_length + extra_length + note_length
    if at != end:
        raise _broken("directory")
    return members


def _sizes64(extra: bytes, full: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset with the 64-bit values of the zip64 extra field where the 32-bit ones are full."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            body = extra[at + 4 : at + 4 + length]
            values = list(struct.unpack_from(f"<{len(body) // 8}Q", body))
            try:
                wide = [values.pop(0) if value == _NONE32 else value for value in (full, packed, offset)]
            except IndexError:
                raise _broken("zip64") from None
            return wide[0], wide[1], wide[2]
        at += 4 + length
    return full, packed, offset


def _name(raw: bytes, flags: int) -> str:
    """A member's name; refused where it leads outside or means different things to different programs."""
    try:
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise InputRejected("E001", "bad-name", {"name": repr(raw)}) from None
    outside = name.startswith("/") or ".." in name.split("/")
    if not (outside or "\\" in name or "\0" in name or ":" in name):
        return name
    raise InputRejected("E001", "bad-name", {"name": repr(name)})
