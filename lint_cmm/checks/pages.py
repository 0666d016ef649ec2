"""Paper and margins (F801), page numbers (F807)."""

from __future__ import annotations

from collections.abc import Iterator

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.layout import SectionLayout
from lint_cmm.model.types import Span

_SHOWN = 20  # characters that a finding about a section stands on
_EDGES = ("top", "bottom", "left", "right")


class PageOptions(NamedTuple):
    """Millimetres: the paper's ``width`` and ``height``, the four margins, and how far each may be off."""

    width: float = 210.0
    height: float = 297.0
    top: float = 37.0
    bottom: float = 35.0
    left: float = 28.0
    right: float = 26.0
    tolerance: float = 1.0


class NumberOptions(NamedTuple):
    """``pattern``: what a line with a page number looks like, white space left out, "#" for the number; ``form`` shows it."""

    pattern: str
    form: str


def setup(context: Context, options: PageOptions) -> Issues:
    """Another paper (variant "paper") or other margins ("margins"), about the whole document, or on the first words of a section that
    differs from the main one. A section in landscape beside an upright main one holds a wide table: it is left alone."""
    sections = list(_sections(context))
    chief = max(sections, key=lambda s: s[2], default=None)
    if chief is None:
        return
    told: set[tuple[str, ...]] = set()
    for section, place, _ in sorted(sections, key=lambda s: s is not chief):  # the main one first
        if section is not chief[0] and _landscape(section) and not _landscape(chief[0]):
            continue
        for variant, facts in _off(section, options):
            if (key := (variant, *facts.values())) not in told:
                told.add(key)
                yield Issue(None if section is chief[0] else place, facts, variant=variant)


def _off(section: SectionLayout, options: PageOptions) -> Iterator[tuple[str, dict[str, str]]]:
    def differs(*names: str) -> bool:
        values = [(getattr(section, name), getattr(options, name)) for name in names]
        return any(value is not None and round(abs(value - wanted), 1) > options.tolerance for value, wanted in values)

    def facts(*names: str) -> dict[str, str]:
        known = {name: getattr(section, name) for name in names}
        found = {name: "?" if value is None else f"{round(value, 1):g}" for name, value in known.items()}
        return found | {f"want_{name}": f"{getattr(options, name):g}" for name in names}

    if differs("width", "height"):
        yield "paper", facts("width", "height")
    elif differs(*_EDGES):
        yield "margins", facts(*_EDGES)


def _landscape(section: SectionLayout) -> bool:
    return (section.width or 0) > (section.height or 0)


def _sections(context: Context) -> Iterator[tuple[SectionLayout, Span, int]]:
    """The sections with text outside tables, where that begins, and how much it is."""
    layout, first = context.document.layout, 0
    for section in layout.sections if layout else ():
        own = [p for p in context.document.body.paragraphs[first : section.last] if p.cell is None and not p.text.isspace() and p.text]
        first = section.last
        if own:
            yield section, own[0].span(0, min(_SHOWN, len(own[0].text))), sum([len(p.text) for p in own])


def numbers(context: Context, options: NumberOptions) -> Issues:
    """No page number on ordinary pages (variant "none"), none on even pages that have a footer of their own ("even"), or one in another
    form ("form", with the fact ``form`` wanted)."""
    if context.document.layout is None:
        return
    sections = [section for section, _, _ in _sections(context)]
    forms = {(n.form, section.even) for section in sections for n in section.numbers}
    facts = {"form": options.form}
    if not any(form == "default" for form, _ in forms):
        yield Issue(None, facts, variant="none")
        return
    chief = next(section for section in sections if any(n.form == "default" for n in section.numbers))
    if chief.even and not any(n.form == "even" for n in chief.numbers):
        yield Issue(None, facts, variant="even")
    pattern, told = re.compile(options.pattern), set()
    for section in sections:
        for number in section.numbers:
            text = "".join(number.text.split())
            if number.form != "first" and (number.form != "even" or section.even) and not pattern.search(text) and text not in told:
                told.add(text)
                yield Issue(number.span, facts, variant="form")
