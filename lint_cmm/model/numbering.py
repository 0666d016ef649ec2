"""Automatic numbers computed as Word shows them (ECMA-376 part 1, 17.9).

Lists that share an abstract definition share their counters; a list instance with a start override begins again when it is
first used; a level begins again after a paragraph of a higher level, unless w:lvlRestart says otherwise.
"""

from __future__ import annotations

from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.names import VAL, W
from lint_cmm.model.numerals import numeral
from lint_cmm.model.styles import Styles, on_off
from lint_cmm.package.xml import Element

_LEVELS = 9
_LONGEST = 60  # characters of a label's template: a longer one is no number
_PLACE = re.compile("%([1-9])")


class Level(NamedTuple):
    """One w:lvl."""

    start: int
    form: str
    text: str
    restart: int | None  # the (1-based) level after which it begins again; 0 never; None after any higher one
    legal: bool  # all numbers in it are decimal
    style: str


class Numbered(NamedTuple):
    """The number of a paragraph: what is shown, and on which level (0-based)."""

    label: str
    level: int


class _List(NamedTuple):
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    linked: dict[str, int]  # levels by the style they are linked to


def _whole(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


class Numbering:
    """The list definitions of a document, and the counters of its lists.

    :meth:`number` must be called once per numbered paragraph, in reading order; counters are kept per story.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._linked: dict[str, Element] = {}
        self._links: dict[Element, str] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[tuple[str, str], list[int | None]] = {}
        self._begun: set[tuple[str, str, int]] = set()
        self.texts: tuple[str, ...] = ()
        if root is not None:
            for node in root:
                if node.tag == W + "abstractNum":
                    self._abstract.setdefault(node.get(W + "abstractNumId") or "", node)
                    self._index_links(node)
                elif node.tag == W + "num":
                    self._nums.setdefault(node.get(W + "numId") or "", node)
            self.texts = tuple(dict.fromkeys(t for node in root.iter(W + "lvlText") if (t := node.get(VAL))))

    def _index_links(self, abstract: Element) -> None:
        """Keep which style a definition belongs to, and which style it only refers to."""
        for node in abstract:
            if node.tag == W + "styleLink":
                self._linked.setdefault(node.get(VAL) or "", abstract)
            elif node.tag == W + "numStyleLink":
                self._links.setdefault(abstract, node.get(VAL) or "")

    def number(self, story: str, identity: str, level: str, styles: tuple[str, ...]) -> Numbered | None:
        """The next number of list ``identity`` (numId) on ``level`` (ilvl).

        A level linked to one of the paragraph ``styles`` (nearest first) goes before ``level``.

        None where there is no such list: numId 0, or a reference that leads nowhere.
        """
        found = self._list(identity)
        if found is None:
            return None
        at = next((found.linked[style] for style in styles if style in found.linked), _whole(level, 0))
        at = min(at, _LEVELS - 1)
        definition = found.levels.get(at)
        if definition is None:
            return None
        counters = self._counters.setdefault((story, found.abstract), [None] * _LEVELS)
        self._advance(counters, found, at, story, identity)
        if definition.form == "bullet":
            return Numbered("", at)
        return Numbered(_PLACE.sub(lambda match: _shown(match, counters, found, definition), definition.text), at)

    def _advance(self, counters: list[int | None], found: _List, at: int, story: str, identity: str) -> None:
        first = (story, identity, at)
        value = counters[at]
        if at in found.starts and first not in self._begun:
            counters[at] = found.starts[at]
        else:
            counters[at] = found.levels[at].start if value is None else value + 1
        self._begun.add(first)
        for deeper in range(at + 1, _LEVELS):
            definition = found.levels.get(deeper)
            restart = definition.restart if definition else None
            if restart is None or at < restart:
                counters[deeper] = None

    def _list(self, identity: str) -> _List | None:
        if identity not in self._lists:
            self._lists[identity] = self._read(identity)
        return self._lists[identity]

    def _read(self, identity: str) -> _List | None:
        num = self._nums.get(identity)
        if num is None or identity == "0":
            return None
        abstract = self._definition(num)
        if abstract is None:
            return None
        identity = abstract.get(W + "abstractNumId") or ""
        if identity not in self._levels:
            self._levels[identity] = _levels(abstract)
        levels = dict(self._levels[identity])
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            at = _whole(override.get(W + "ilvl"), 0)
            if at >= _LEVELS:
                continue
            replaced = override.find(W + "lvl")
            if replaced is not None:
                levels[at] = _level(replaced)
                starts[at] = levels[at].start
            start = override.find(W + "startOverride")
            if start is not None:
                starts[at] = _whole(start.get(VAL), 1)
        return _List(identity, levels, starts, {lvl.style: i for i, lvl in levels.items() if lvl.style})

    def _definition(self, num: Element) -> Element | None:
        """The abstract definition of a list, through numbering styles where it names one."""
        for _ in range(_LEVELS):
            reference = num.find(W + "abstractNumId")
            abstract = self._abstract.get(reference.get(VAL) or "") if reference is not None else None
            link = None if abstract is None else self._links.get(abstract)
            if link is None:
                return abstract
            number = self._styles.paragraph(link).number
            linked = self._nums.get(number[0]) if number else None
            if linked is None or linked is num:
                return self._linked.get(link)
            num = linked
        return None


def _levels(abstract: Element) -> dict[int, Level]:
    """The levels of an abstract definition; of two definitions of one level the first counts."""
    levels: dict[int, Level] = {}
    for node in abstract.iterchildren(W + "lvl"):
        at = _whole(node.get(W + "ilvl"), 0)
        if at < _LEVELS and at not in levels:
            levels[at] = _level(node)
    return levels


def _shown(match: re.Match[str], counters: list[int | None], found: _List, definition: Level) -> str:
    """The number that stands for %n."""
    at = int(match[1]) - 1
    level = found.levels.get(at)
    if level is None:
        return ""
    value = counters[at]
    if value is None:
        value = found.starts.get(at, level.start)
    return numeral(value, "decimal" if definition.legal and level.form not in ("none", "bullet") else level.form)


def _level(node: Element) -> Level:
    values = {child.tag: child for child in node}

    def value(name: str) -> str | None:
        child = values.get(W + name)
        return None if child is None else child.get(VAL)

    restart = value("lvlRestart")
    legal = W + "isLgl" in values and on_off(value("isLgl")) is not False
    return Level(
        _whole(value("start"), 0 if value("start") is None else 1),
        value("numFmt") or "decimal",
        (value("lvlText") or "")[:_LONGEST],
        None if restart is None else _whole(restart, 0),
        legal,
        value("pStyle") or "",
    )
