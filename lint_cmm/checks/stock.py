"""B403 the share of stock phrases in a section: words that could stand in anybody's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import before, matches, places
from lint_cmm.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.outline.types import Section

scan.register("official", "stock-phrases")
_DIGITS = "0123456789０１２３４５６７８９"


class StockOptions(NamedTuple):
    """``share``: part of a section's characters in stock phrases from which on it is reported. ``roles``: the sections judged.

    ``least``: characters that a section must have; ``phrases``: stock phrases that it must hold at least; ``figures``: figures in
    100 characters from which on a section is concrete whatever its phrases; ``shown``: phrases named in the finding.
    """

    share: float = 0.3
    roles: tuple[str, ...] = ("problems", "causes", "measures")
    least: int = 120
    phrases: int = 6
    figures: float = 2.5
    shown: int = 6


@cache
def _compiled(pattern: str) -> Pattern[str]:
    from lint_cmm import patterns as re

    return re.compile(pattern)


def density(context: Context, options: StockOptions) -> Issues:
    """One issue on the heading of each section whose share of stock phrases is over the limit; the phrases are in the facts."""
    if context.outline is None:
        return
    for section in context.outline.sections:
        if section.role not in options.roles or section.heading is None:
            continue
        start, end = _extent(context, section)
        size, covered, phrases = measure(context, start, end, options)
        if size < options.least or len(phrases) < options.phrases or covered < options.share * size:
            continue
        shown = list(dict.fromkeys(phrases))[: options.shown]
        facts = {"share": f"{100 * covered / size:.0f}%", "phrases": "、".join(shown), "count": str(len(phrases))}
        yield Issue(section.heading, facts)


def measure(context: Context, start: int, end: int, options: StockOptions) -> tuple[int, int, list[str]]:
    """Of the body's ``text[start:end]``: letters and figures, those of them in stock phrases, and the phrases in order.

    A stretch with many figures counts as concrete: nothing of it is stock.
    """
    text = context.document.body.text
    size = sum(map(str.isalnum, text[start:end]))
    figures = sum([text.count(digit, start, end) for digit in _DIGITS])
    if not size or figures * 100 >= options.figures * size:
        return size, 0, []
    stock = _within(scan.hits(context, "stock-phrases"), start, end)
    for frame in context.data.table("stock-frames")["frames"]:
        starts = before(places(text, frame["cores"], start, end), 0, frame["lead"], start)
        stock += [m.span() for m in matches(_compiled(frame["pattern"]), text, starts, end)]
    official = _within(scan.hits(context, "official"), start, end)
    ends = [b for _, b in official]
    clear = [(a, b) for a, b in stock if (i := bisect_right(ends, a)) == len(official) or official[i][0] >= b]
    stock = _merged(clear)
    covered = sum(sum(map(str.isalnum, text[a:b])) for a, b in stock)
    return size, covered, [text[a:b] for a, b in stock]


def _within(hits: list[scan.Hit], start: int, end: int) -> list[tuple[int, int]]:
    """The hits (sorted, not overlapping) that lie wholly between ``start`` and ``end``."""
    found = []
    for i in range(bisect_left(hits, start, key=lambda hit: hit.start), len(hits)):
        if hits[i].end > end:
            break
        found.append((hits[i].start, hits[i].end))
    return found


def _extent(context: Context, section: Section) -> tuple[int, int]:
    starts = context.document.body.starts
    heading = section.heading
    start = starts[heading.paragraph - 1] + heading.end if heading is not None else starts[section.first - 1] + section.start
    return start, starts[section.last - 1] + section.end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
