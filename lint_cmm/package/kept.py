"""What was made of a part, kept for the next documents: those written from one template share many a part to the byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from lint_cmm.package.archive import Member
from lint_cmm.package.limits import Limits
from lint_cmm.package.xml import Element

if TYPE_CHECKING:
    from lint_cmm.package.opc import Package

_LARGEST = 128 * 1024  # bytes of a part, inflated, that is kept

T = TypeVar("T")


class Kept(Generic[T]):
    """What ``make`` makes of a part's root and name, for the last ``most`` different parts.

    ``trim`` cuts what nobody asks for from the bytes of a part before they are parsed. What is kept is found by the packed bytes:
    equal ones need not even be inflated. It must not be changed by whoever gets it.
    """

    def __init__(self, make: Callable[[Element, str], T], trim: Callable[[bytes], bytes] = bytes, most: int = 4) -> None:
        self._make = make
        self._trim = trim
        self._most = most
        self._kept: list[tuple[bytes, Member, Limits, bytes, T]] = []

    def of(self, package: Package, name: str) -> T:
        """What the part makes; it is charged and refused as if it had been inflated and parsed."""
        member, limits = package.archive.members[name], package.limits
        packed = bytes(package.archive.packed(member))
        for known, its, under, trimmed, made in self._kept:
            if known == packed and its[:-1] == member[:-1] and under == limits:  # wherever it lies
                package.archive.charge(member.size)
                package.xml.charge(trimmed)
                return made
        data = package.bytes(name)
        trimmed = self._trim(data)
        made = self._make(package.parse(trimmed, name), name)
        if len(data) <= _LARGEST:
            self._kept = [(packed, member, limits, trimmed, made), *self._kept[: self._most - 1]]
        return made
