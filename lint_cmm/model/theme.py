"""Opens the styles of a package, with the typefaces of its theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from lint_cmm.model.names import A
from lint_cmm.model.stories import Reading
from lint_cmm.model.styles import Styles, sheet_of
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.limits import Limits
from lint_cmm.package.opc import Package
from lint_cmm.package.xml import Element

_MOST, _LARGEST = 4, 128 * 1024  # parts kept, and their bytes

T = TypeVar("T")


class _Template(Generic[T]):
    """What was made of a part, kept for the next documents: those written from one template often share it to the byte."""

    def __init__(self, make: Callable[[Element], T], trim: Callable[[bytes], bytes] = bytes) -> None:
        self._make = make
        self._trim = trim
        self._kept: list[tuple[bytes, Limits, bytes, T]] = []

    def of(self, package: Package, name: str) -> T:
        """What the part makes; it is charged and refused as if it had been parsed."""
        data = package.bytes(name)
        for known, limits, trimmed, made in self._kept:
            if known == data and limits == package.limits:
                package.xml.charge(trimmed)
                return made
        trimmed = self._trim(data)
        made = self._make(package.parse(trimmed, name))
        if len(data) <= _LARGEST:
            self._kept = [(data, package.limits, trimmed, made), *self._kept[: _MOST - 1]]
        return made


def open_styles(reading: Reading) -> Styles:
    """The styles part of the package; no styles where it has none."""
    sheet = next((_styles.of(reading.package, name) for name in reading._related("styles")), None)
    return Styles(sheet, Theme(reading).font)


def _without_latent(data: bytes) -> bytes:
    """The styles part without the list of styles that are not in it: hundreds of elements that say nothing here."""
    start, end = data.find(b"<w:latentStyles "), data.rfind(b"</w:latentStyles>")
    # What is between must be that list and nothing else, else nothing is cut: hostile text may hide styles there.
    if start < 0 or end < start or b"!" in data[start:end] or data.count(b"<w:s", start, end) or data.count(b"<w:d", start, end):
        return data
    return data[:start] + data[end + 17 :]


class Theme:
    """The typefaces of a theme, read when the first style asks for one."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._fonts: dict[str, str] | None = None

    def font(self, name: str) -> str | None:
        """The east-Asian typeface behind "minorEastAsia" or "majorEastAsia", None where the theme has none."""
        if self._fonts is None:
            self._fonts = self._read()
        return self._fonts.get(name[:5])

    def _read(self) -> dict[str, str]:
        for part in self._reading._related("theme"):
            try:
                return _fonts.of(self._reading.package, part)
            except InputRejected as refusal:
                if refusal.code == "E004":
                    raise
                break
        return {}


def _read_fonts(root: Element) -> dict[str, str]:
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        font = root.find(f".//{A}{kind}Font")
        face = "" if font is None else _face(font)
        if face:
            fonts[kind] = face
    return fonts


def _face(font) -> str:  # type: ignore[no-untyped-def]
    east = font.find(A + "ea")
    face = "" if east is None else east.get("typeface") or ""
    if face:
        return str(face)
    return next((str(f.get("typeface") or "") for f in font.iterchildren(A + "font") if f.get("script") == "Hans"), "")


_styles = _Template(sheet_of, _without_latent)
_fonts = _Template(_read_fonts)
