"""Reads the layout of a Word file (ECMA-376 part 1: 17.3.1.12 ind, 17.3.1.33 spacing, 17.6 sections).

Nobody but the rules of the family F asks for it, and they are off by default: so the file is walked once more when one of
them does, and reading for all others is as it was. Indents that a list gives are not looked up: see F806.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint_cmm.kit import patterns as re
from lint_cmm.model.blocks import Block
from lint_cmm.model.layout import Layout, PageNumber, ParagraphLayout, SectionLayout
from lint_cmm.model.names import PPR, PSTYLE, RID, SECT_PR, TYPE, VAL, W, local
from lint_cmm.model.pagenumbers import page_number
from lint_cmm.model.stories import Reading
from lint_cmm.model.styles import Sheet, on_off
from lint_cmm.model.theme import open_sheet
from lint_cmm.model.types import Span
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.package.xml import Element

_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)?")
_POINTS = {"": 0.05, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}  # of one unit; without one: twips
_MOST = 8  # wordings of the page's number in one header or footer
_LINE = 12.0  # points in which w:line counts a line of "auto" spacing
_RULES = {"auto": "auto", "exact": "exact", "atLeast": "least"}
_GRIDS = ("lines", "linesAndChars", "snapToChars")
_SPACING, _IND, _SNAP = W + "spacing", W + "ind", W + "snapToGrid"

Props = dict[str, "float | str | bool"]  # the fields of ParagraphLayout that are set


def read_layout(data: bytes, limits: Limits = DEFAULT) -> Layout:
    """The layout of the bytes of a Word file that was read before. Raises what :func:`lint_cmm.model.read.read` raises."""
    reading = _Reading(data, limits)
    styles = _Styles(open_sheet(reading) or Sheet({}, "", None, None))
    blocks = reading.walker.stories["body"]
    paragraphs = []
    for block in blocks:
        node = block.props.get(PSTYLE)
        props = dict(styles.of("" if node is None else node.get(VAL) or ""))
        _merge(props, block.props.values())
        paragraphs.append(ParagraphLayout(**props))  # type: ignore[arg-type]
    ends = [(block.index, block.props[SECT_PR]) for block in blocks if SECT_PR in block.props]
    return Layout(tuple(paragraphs), _Sections(reading).read(ends, len(blocks)))


def points(value: str | None) -> float | None:
    """A length in points: twips, or a number with its unit (the strict schema)."""
    match = _MEASURE.fullmatch((value or "").strip())
    return round(float(match[1]) * _POINTS[match[2] or ""], 3) if match else None


def millimetres(value: str | None) -> float | None:
    """A length in millimetres."""
    size = points(value)
    return None if size is None else round(size * 25.4 / 72, 2)


class _Reading(Reading):
    """A reading whose trees are kept, but for those of plain runs."""

    def _hold(self, name: str, root: Element) -> None:
        self.roots[name] = root


class _Styles:
    """What paragraph styles say of spacing and indents."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._base: Props = {}
        _merge(self._base, () if sheet.ppr is None else sheet.ppr)
        self._known: dict[str, Props] = {}

    def of(self, identity: str) -> Props:
        """The properties of the style with an id, its ancestors' and the document's defaults included; the default style's for ""."""
        if identity not in self._sheet.nodes:
            identity = self._sheet.default
        line: list[str] = []
        while identity in self._sheet.nodes and identity not in self._known and identity not in line:
            line.append(identity)
            based = self._sheet.nodes[identity].find(W + "basedOn")
            identity = "" if based is None else based.get(VAL) or ""
        props = self._known.get(identity, self._base)
        for name in reversed(line):
            props = dict(props)
            own = self._sheet.nodes[name].find(PPR)
            _merge(props, () if own is None else own)
            self._known[name] = props
        return props


def _merge(props: Props, nodes: Iterable[Element]) -> None:
    """Put what the children of a w:pPr set over ``props``."""
    for node in nodes:
        if node.tag == _SPACING:
            _spacing(props, node)
        elif node.tag == _IND:
            _indent(props, node)
        elif node.tag == _SNAP:
            props["snap"] = on_off(node.get(VAL)) is not False


def _spacing(props: Props, node: Element) -> None:
    """A line without a rule is "auto", whatever a style says (17.3.1.33); a rule alone means the line it takes over anew."""
    line, rule = points(node.get(W + "line")), _RULES.get(node.get(W + "lineRule") or "")
    if line is not None:
        props["rule"] = rule or "auto"
        props["line"] = round(line / _LINE, 3) if props["rule"] == "auto" else line
    elif rule is not None:
        before = props.get("rule", "auto")
        factor = 1.0 if (before == "auto") == (rule == "auto") else _LINE if before == "auto" else 1 / _LINE
        props["rule"], props["line"] = rule, float(props.get("line", 1.0)) * factor


def _indent(props: Props, node: Element) -> None:
    """Of one element hanging goes before first-line. What only a style says in characters still goes before what is said in points."""
    for name, sign in (("hanging", -1), ("firstLine", 1)):
        size = points(node.get(W + name))
        if size is not None:
            props["first"] = sign * size
            break
    for name, sign in (("hangingChars", -1), ("firstLineChars", 1)):
        hundredths = (node.get(W + name) or "").strip().removeprefix("-")
        if hundredths.isascii() and hundredths.isdigit() and len(hundredths) < 7:
            props["first_chars"] = sign * int(hundredths) / 100
            break


class _Sections:
    """The sections of the body with their page numbers."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._relationships = reading.package.relationships(reading.main)
        settings = next((reading.package.root(name) for name in reading._related("settings")), None)
        self._settings = {} if settings is None else {node.tag: node.get(VAL) for node in settings}
        self._targets: dict[tuple[str, str], str] = {}  # (header or footer, form) → part: a section takes over what it does not say
        self._places = {element: Span(b.part, b.index, 0, b.length) for b in self._blocks() for element in b.elements}
        self._numbers: dict[tuple[str, bool], tuple[tuple[str, Span | None], ...]] = {}

    def _blocks(self) -> Iterator[Block]:
        for part in ("header", "footer", "textbox"):
            yield from self._reading.walker.stories.get(part, ())

    def read(self, ends: list[tuple[int, Element]], paragraphs: int) -> tuple[SectionLayout, ...]:
        """The sections that end with these paragraphs, and the last one, whose properties stand at the body's end."""
        body = self._reading.roots[self._reading.main].find(W + "body")
        last = None if body is None else next(body.iterchildren(SECT_PR, reversed=True), None)
        if last is not None:
            ends = [*ends, (paragraphs, last)]
        return tuple([self._section(end, element) for end, element in ends])

    def _on(self, name: str) -> bool:
        return W + name in self._settings and on_off(self._settings[W + name]) is not False

    def _section(self, end: int, element: Element) -> SectionLayout:
        nodes = {node.tag: node for node in element}
        size, margins, grid = nodes.get(W + "pgSz"), nodes.get(W + "pgMar"), nodes.get(W + "docGrid")
        for node in element:
            name = local(node.tag)
            target = self._relationships.get(node.get(RID) or "") if name in ("headerReference", "footerReference") else None
            if target is not None:
                self._targets[name[:6], node.get(TYPE) or "default"] = target.target

        def length(holder: Element | None, name: str) -> float | None:
            return None if holder is None else millimetres(holder.get(W + name))

        edges = {name: length(margins, name) for name in ("top", "right", "bottom", "left")}
        inner = "top" if self._on("gutterAtTop") else "right" if W + "rtlGutter" in nodes else "left"
        edges = {name: None if edge is None else abs(edge) for name, edge in edges.items()}
        known = edges[inner]
        if known is not None:
            edges[inner] = round(known + (length(margins, "gutter") or 0.0), 2)
        return SectionLayout(
            end,
            length(size, "w"),
            length(size, "h"),
            **edges,
            pitch=None if grid is None or grid.get(TYPE) not in _GRIDS else points(grid.get(W + "linePitch")),
            numbers=self._all_numbers(_dashed(nodes.get(W + "pgNumType"))),
            even=self._on("evenAndOddHeaders"),
        )

    def _all_numbers(self, dashed: bool) -> tuple[PageNumber, ...]:
        return tuple(
            [
                PageNumber(pages, text, span)
                for (kind, pages), part in sorted(self._targets.items())
                if part in self._reading.roots
                for text, span in self._in_part(part, dashed)
            ]
        )

    def _in_part(self, part: str, dashed: bool) -> tuple[tuple[str, Span | None], ...]:
        """The paragraphs of a header or footer that hold a page number, each wording once (text boxes stand there in two forms)."""
        if (part, dashed) not in self._numbers:
            found: dict[str, Span | None] = {}
            for paragraph in self._reading.roots[part].iter(W + "p"):
                text = page_number(paragraph, dashed)
                if text is not None and (text in found or len(found) < _MOST):
                    found[text] = found.get(text) or self._places.get(paragraph)
            self._numbers[part, dashed] = tuple(found.items())
        return self._numbers[part, dashed]


def _dashed(node: Element | None) -> bool:
    """Whether a w:pgNumType asks for numbers in the form "- 1 -"."""
    return node is not None and node.get(W + "fmt") == "numberInDash"
