"""Opens the styles of a package, with the typefaces of its theme."""

from __future__ import annotations

from lint_cmm.model.names import A
from lint_cmm.model.stories import Reading
from lint_cmm.model.styles import Sheet, Styles, sheet_of
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.kept import Kept
from lint_cmm.package.xml import Element


def open_styles(reading: Reading) -> Styles:
    """The styles part of the package; no styles where it has none."""
    return Styles(open_sheet(reading), Theme(reading).font)


def open_sheet(reading: Reading) -> Sheet | None:
    """The styles part itself; None where there is none."""
    return next((_styles.of(reading.package, name) for name in reading._related("styles")), None)


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


def _read_fonts(root: Element, _name: str) -> dict[str, str]:
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


_styles = Kept(sheet_of, _without_latent)
_fonts = Kept(_read_fonts)
