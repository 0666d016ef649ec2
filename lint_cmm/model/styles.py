"""Styles resolved as far as rules need: docDefaults → paragraph style chain → character style → direct (ECMA-376 part 1, 17.7.2).

Every attribute is hostile text: a value that is not understood counts as not set. Toggle properties are taken as plain ones.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.names import ILVL, JC, NUM_ID, NUM_PR, OUTLINE, PPR, PSTYLE, RPR, RSTYLE, SHD, VAL, W
from lint_cmm.model.types import Format
from lint_cmm.package.xml import Element

Look = dict[str, Any]  # the fields of Format that are set, and "style" for a character style

_HEX = re.compile("[0-9A-Fa-f]{6}")
_HEADING = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_HIGHLIGHT = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
    "white": "FFFFFF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
_ALIGN = {"start": "left", "end": "right", "both": "both", "left": "left", "right": "right", "center": "center", "distribute": "distribute"}
BODY_LEVEL = 9  # the outline level that says "no heading"
THEME_COLOUR = "4472C4"  # stands for a fill that only names a theme colour: not white


class ParagraphStyle(NamedTuple):
    """What a paragraph style gives, its ancestors' properties included."""

    name: str
    level: int | None
    align: str
    number: tuple[str, str, str] | None  # numId, ilvl ("" when unset), id of the style that sets it
    look: Look
    shade: str | None


def on_off(value: str | None) -> bool | None:
    """A w:ST_OnOff: True for an absent value, None for one that is not understood."""
    if value is None or value in ("1", "true", "on"):
        return True
    return False if value in ("0", "false", "off") else None


def colour(value: str | None) -> str | None:
    """RRGGBB in upper case, None for anything else, "auto" included."""
    return value.upper() if value is not None and _HEX.fullmatch(value) else None


def points(value: str | None) -> float | None:
    """A size in half points, as points; None when it is no sensible number."""
    try:
        size = float(value or "")
    except ValueError:
        return None
    return size / 2 if 0 < size < 10_000 else None


def shade_of(node: Element | None) -> str | None:
    """The colour of a w:shd, "" for one that says none."""
    if node is None:
        return None
    if node.get(VAL) == "solid":
        return colour(node.get(W + "color")) or "000000"
    return colour(node.get(W + "fill")) or ("" if node.get(W + "themeFill") is None else THEME_COLOUR)


def level_of(value: str | None) -> int | None:
    """An outline level: 0 to 8, 9 for "body text", None when it is not understood."""
    return int(value) if value is not None and len(value) == 1 and value.isascii() and value.isdigit() else None


class Sheet(NamedTuple):
    """A styles part: its styles by id, the id of the default paragraph style, the w:rPr and w:pPr of the document's defaults."""

    nodes: dict[str, Element]
    default: str
    rpr: Element | None
    ppr: Element | None


def sheet_of(root: Element, _name: str = "") -> Sheet:
    """The styles part with this root. Of two styles with one id the first counts."""
    nodes: dict[str, Element] = {}
    default = ""
    for node in root.iterchildren(W + "style"):
        identity = node.get(W + "styleId")
        if identity is None:
            continue
        nodes.setdefault(identity, node)
        if node.get(W + "type") == "paragraph" and on_off(node.get(W + "default", "0")):
            default = identity
    rpr, ppr = (root.find(f"{W}docDefaults/{W}{p}Default/{W}{p}") for p in ("rPr", "pPr"))
    return Sheet(nodes, default, rpr, ppr)


class Styles:
    """The styles of a document. ``theme_font`` gives the typeface behind a theme name such as "minorEastAsia"."""

    def __init__(self, sheet: Sheet | None, theme_font: Callable[[str], str | None]) -> None:
        self._theme_font = theme_font
        self._nodes, self._default_id, defaults, _ = sheet or Sheet({}, "", None, None)
        self._defaults: Look = {} if defaults is None else self.look(defaults)
        self._paragraph: dict[str, ParagraphStyle] = {}
        self._character: dict[str, Look] = {}
        self._table: dict[str, str | None] = {}

    def _line(self, identity: str, known: Container[str]) -> list[tuple[str, str, Element]]:
        """(id, id of the style it is based on, element) from the farthest ancestor not yet ``known`` down; a cycle is cut."""
        line: list[tuple[str, str, Element]] = []
        seen: set[str] = set()
        while identity and identity not in seen and identity not in known:
            seen.add(identity)
            node = self._nodes.get(identity)
            if node is None:
                break
            based = node.find(W + "basedOn")
            parent = "" if based is None else based.get(VAL) or ""
            line.append((identity, parent, node))
            identity = parent
        line.reverse()
        return line

    def paragraph(self, identity: str) -> ParagraphStyle:
        """The paragraph style with an id; the default one for "" or an unknown id."""
        if identity not in self._nodes:
            identity = self._default_id
        if identity not in self._paragraph:
            for own, parent, node in self._line(identity, self._paragraph):
                base = self._paragraph.get(parent) or ParagraphStyle("", None, "", None, self._defaults, None)
                self._paragraph[own] = self._resolve(own, node, base)
            self._paragraph.setdefault(identity, ParagraphStyle(identity, None, "", None, self._defaults, None))
        return self._paragraph[identity]

    def _resolve(self, identity: str, node: Element, base: ParagraphStyle) -> ParagraphStyle:
        """A paragraph style on top of the one it is based on."""
        look, align, shade, number = dict(base.look), base.align, base.shade, base.number
        level = _heading_level(node, base.level)
        for child in node:
            if child.tag == RPR:
                self._merge(look, self.look(child))
            elif child.tag == PPR:
                props = {p.tag: p for p in child}
                align = align_of(props.get(JC)) or align
                shade = shade_of(props[SHD]) if SHD in props else shade
                if OUTLINE in props:
                    level = level_of(props[OUTLINE].get(VAL))
                if NUM_PR in props:
                    number = _number(props[NUM_PR], identity, number)
        return ParagraphStyle(_name(node) or identity, None if level == BODY_LEVEL else level, align, number, look, shade)

    def _merge(self, look: Look, more: Look) -> None:
        style = more.get("style")
        if style:
            look.update(self.character(style))
        look.update(more)

    def character(self, identity: str) -> Look:
        """What a character style sets, its ancestors' properties included."""
        if identity not in self._character:
            for own, parent, node in self._line(identity, self._character):
                found = dict(self._character.get(parent, ()))
                rpr = node.find(RPR)
                if rpr is not None:
                    found.update(self.look(rpr))
                found.pop("style", None)
                self._character[own] = found
            self._character.setdefault(identity, {})
        return self._character[identity]

    def table_shade(self, identity: str) -> str | None:
        """The fill that a table style gives to any of its cells, None where it gives none."""
        if identity not in self._table:
            for own, parent, node in self._line(identity, self._table):
                fill = self._table.get(parent)
                for shade in node.iter(SHD):
                    value = shade_of(shade)
                    fill = value if value and value != "FFFFFF" else fill
                self._table[own] = fill
            self._table.setdefault(identity, None)
        return self._table[identity]

    def look(self, rpr: Element) -> Look:
        """What a w:rPr sets directly."""
        look: Look = {}
        for node in rpr:
            read = _READERS.get(node.tag)
            if read is not None:
                read(look, node, self._theme_font)
        return look

    def format(self, base: Look, rpr: Element | None, shade: str | None) -> Format:
        """The look of a run: ``base`` is its paragraph style's, ``shade`` the colour behind the paragraph."""
        look = base
        if rpr is not None:
            look = dict(base)
            self._merge(look, self.look(rpr))
        return Format(
            bool(look.get("hidden", False) or look.get("web", False)),
            look.get("size"),
            look.get("color"),
            look.get("highlight") or look.get("shade") or shade or None,
            bool(look.get("bold", False)),
            look.get("font"),
        )


def align_of(node: Element | None) -> str:
    """The alignment of a w:jc in one vocabulary, "" when unset or unknown."""
    return "" if node is None else _ALIGN.get(node.get(VAL) or "", "")


def _name(node: Element) -> str:
    name = node.find(W + "name")
    return "" if name is None else name.get(VAL) or ""


def _heading_level(node: Element, inherited: int | None) -> int | None:
    """The level that a style's name gives: Word's built-in headings need no outline level of their own."""
    for name in (_name(node), node.get(W + "styleId") or ""):
        match = _HEADING.fullmatch(name.strip())
        if match:
            return int(match[1]) - 1
    return inherited


def _number(node: Element, style: str, inherited: tuple[str, str, str] | None) -> tuple[str, str, str] | None:
    identity, level = number_of(node)
    if not identity and inherited:
        return inherited[0], level or inherited[1], style
    return (identity, level, style) if identity else inherited


def number_of(node: Element) -> tuple[str, str]:
    """numId and ilvl of a w:numPr as written, "" where absent."""
    values = {child.tag: child.get(VAL) or "" for child in reversed(node)}  # the first of its kind counts
    return values.get(NUM_ID, ""), values.get(ILVL, "")


_Theme = Callable[[str], "str | None"]


def _toggle(field: str) -> Callable[[Look, Element, _Theme], None]:
    def read(look: Look, node: Element, theme: _Theme) -> None:
        value = on_off(node.get(VAL))
        if value is not None:
            look[field] = value

    return read


def _colour(look: Look, node: Element, theme: _Theme) -> None:
    value = node.get(VAL)
    exact = colour(value)
    if exact or value == "auto":
        look["color"] = exact
    elif node.get(W + "themeColor") in ("background1", "light1"):
        look["color"] = "FFFFFF"


def _size(look: Look, node: Element, theme: _Theme) -> None:
    size = points(node.get(VAL))
    if size is not None:
        look["size"] = size


def _highlight(look: Look, node: Element, theme: _Theme) -> None:
    value = node.get(VAL) or ""
    if value in _HIGHLIGHT or value == "none":
        look["highlight"] = _HIGHLIGHT.get(value)


def _shading(look: Look, node: Element, theme: _Theme) -> None:
    look["shade"] = shade_of(node)


def _fonts(look: Look, node: Element, theme: _Theme) -> None:
    name = node.get(W + "eastAsiaTheme")
    font = theme(name) if name else node.get(W + "eastAsia")
    if font:
        look["font"] = font


def _style(look: Look, node: Element, theme: _Theme) -> None:
    look["style"] = node.get(VAL) or ""


_READERS: dict[str, Callable[[Look, Element, _Theme], None]] = {
    W + "vanish": _toggle("hidden"),
    W + "webHidden": _toggle("web"),
    W + "b": _toggle("bold"),
    W + "color": _colour,
    W + "sz": _size,
    W + "highlight": _highlight,
    SHD: _shading,
    W + "rFonts": _fonts,
    RSTYLE: _style,
}
__all__ = ["PSTYLE", "Look", "ParagraphStyle", "Styles", "align_of", "colour", "level_of", "number_of", "on_off", "points", "shade_of"]
