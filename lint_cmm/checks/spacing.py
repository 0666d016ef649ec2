"""Line spacing (F805) and first-line indents (F806) of the body."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from lint_cmm.checks.api import Context, Issues
from lint_cmm.checks.manuscript import Unit, issues, main, stretches, units
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.layout import ParagraphLayout, SectionLayout
from lint_cmm.model.types import Span

_OPEN = re.compile(r"[\u4e00-\u9fff，、]")
_FAR = 100  # characters back that are looked at
_LONG = 30  # characters from which a line without a full stop is no address or signature: its sentence goes on below


class SpacingOptions(NamedTuple):
    """``low`` and ``high``: points from line to line. ``at_least``: whether a minimum counts as well; ``grid``: whether lines set on
    the grid of the page do."""

    low: float = 28.0
    high: float = 30.0
    at_least: bool = True
    grid: bool = True


class IndentOptions(NamedTuple):
    """``chars``: characters of the first line's indent; ``tolerance``: characters it may be off."""

    chars: float = 2.0
    tolerance: float = 0.25


def line_spacing(context: Context, options: SpacingOptions) -> Issues:
    """Body lines set in another spacing: one finding a spacing. The variant is "exact", "least", "single" or "lines"; the fact
    ``value`` has points, or lines for the last two."""
    facts = {"low": f"{options.low:g}", "high": f"{options.high:g}"}
    yield from issues(_spaced(context, options), lambda key: {"value": f"{key[1]:g}", **facts}, lambda key: key[0])


def _spaced(context: Context, options: SpacingOptions) -> Iterator[tuple[tuple[str, float], Span]]:
    for unit, layout, section in _laid_out(context):
        if layout.rule == "auto":
            pitch = section.pitch if section and options.grid and layout.snap and layout.line == 1.0 else None
            if pitch is None or not options.low <= pitch <= options.high:
                yield ("single" if layout.line == 1.0 else "lines", round(layout.line, 2)), unit.place
        elif not options.low <= layout.line <= options.high or (layout.rule == "least" and not options.at_least):
            yield (layout.rule, layout.line), unit.place


def indent(context: Context, options: IndentOptions) -> Issues:
    """Body lines whose first line is not indented so: one finding a kind. The variant is "none", "spaces" (made with blanks), "both"
    (blanks beside an indent), "hanging", or "other" with the fact ``value`` in characters. Lines with an automatic number are left
    alone: the list places them."""
    facts = {"wanted": f"{options.chars:g}"}
    yield from issues(_indented(context, options), lambda key: {"value": f"{key[1]:g}", **facts}, lambda key: key[0])


def _indented(context: Context, options: IndentOptions) -> Iterator[tuple[tuple[str, float], Span]]:
    headings = {unit.paragraph.index for unit in units(context) if unit.kind != "body"}
    for unit, layout, _ in _laid_out(context):
        if unit.paragraph.list_level is not None or _goes_on(context, unit, headings):
            continue
        one = main(stretches(context, unit))
        chars = layout.first_chars or layout.first / (one.look.size if one else 1.0)
        chars = 0.0 if unit.start else round(chars, 1)
        text = unit.paragraph.text[unit.start : unit.end]
        blank = sum([0.5 if c == " " else 1.0 for c in text[: len(text) - len(text.lstrip())]])
        if chars < -options.tolerance:
            yield ("hanging", 0.0), unit.place
        elif blank >= 1:
            yield ("spaces" if chars <= options.tolerance else "both", 0.0), unit.place
        elif abs(chars - options.chars) > options.tolerance:
            yield ("none", 0.0) if chars <= options.tolerance else ("other", chars), unit.place


def _goes_on(context: Context, unit: Unit, headings: set[int]) -> bool:
    """Whether a line goes on with the sentence of the one before: a hard return broke it."""
    above = [p for p in context.document.body.paragraphs[max(0, unit.paragraph.index - 3) : unit.paragraph.index - 1] if p.text.strip()]
    before = unit.paragraph.text[max(0, unit.start - _FAR) : unit.start] or (
        above[-1].text if above and above[-1].index not in headings else ""
    )
    return len(before) > _LONG and _OPEN.match(before.rstrip()[-1:]) is not None


def _laid_out(context: Context) -> Iterator[tuple[Unit, ParagraphLayout, SectionLayout | None]]:
    """The body lines with Han text, the layout of their paragraphs and of the sections these stand in."""
    layout = context.document.layout
    ends = [section.last for section in layout.sections] if layout else []
    for unit in units(context) if layout else ():
        assert layout is not None
        if unit.kind == "body":
            at = bisect_left(ends, unit.paragraph.index)
            yield unit, layout.paragraphs[unit.paragraph.index - 1], layout.sections[at] if at < len(ends) else None
