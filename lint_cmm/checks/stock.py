"""B403 the share of stock phrases in a section: words that could stand in anybody's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.checks import codes, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import before, matches
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.outline.types import Section

_CORES = "stock-frames"
scan.register("official", "stock-phrases")
scan.register_words(_CORES, lambda data: {core: None for frame in data.table("stock-frames")["frames"] for core in frame["cores"]})
_FIGURES = codes.register("figures", "0-9０-９")
_HALF = "^[\u4e00-\u9fff]{1,5}[和与及](?![谐平睦时])(?=[\u4e00-\u9fff]{4})"  # a frame's free characters may begin within a word: not shown
_USUAL = "，。、；：“”（）《》 \u3000\n"  # marks that most lines have


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
    from lint_cmm.kit import patterns as re

    return re.compile(pattern)


def letters(text: str, start: int, end: int) -> int:
    """The letters, Han characters and figures in ``text[start:end]`` (``str.isalnum``): everything but the usual marks and unusual characters."""
    odd = _compiled(f"[^\u4e00-\u9fff0-9A-Za-z{_USUAL}]").findall(text, start, end)
    return end - start - sum([text.count(mark, start, end) for mark in _USUAL]) - len(odd) + sum(map(str.isalnum, odd))


def density(context: Context, options: StockOptions) -> Issues:
    """One issue on the heading of each section whose share of stock phrases is over the limit; the phrases are in the facts."""
    if context.outline is None:
        return
    digits: list[int] | None = None
    for section in context.outline.sections:
        if section.role not in options.roles or section.heading is None:
            continue
        start, end = _extent(context, section)
        stock = _phrases(context, start, end, options.phrases)
        if len(stock) < options.phrases:
            continue
        text = context.document.body.text
        digits = codes.at(context, text, _FIGURES) if digits is None else digits
        figures = 100 * (bisect_left(digits, end) - bisect_left(digits, start))
        if figures >= options.figures * (end - start):
            continue  # so many that nothing of it is stock, whatever part of it are marks
        size, covered = letters(text, start, end), sum([letters(text, a, b) for a, b in stock])
        if size < options.least or covered < options.share * size or figures >= options.figures * size:
            continue
        phrases = [_compiled(_HALF).sub("", text[a:b]) for a, b in stock]
        shown = list(dict.fromkeys(phrases))[: options.shown]
        facts = {"share": f"{100 * covered / size:.0f}%", "phrases": "、".join(shown), "count": str(len(phrases))}
        yield Issue(section.heading, facts)


def _phrases(context: Context, start: int, end: int, least: int) -> list[tuple[int, int]]:
    """The stock phrases in the body's ``text[start:end]`` that no official wording covers, those that overlap as one; perhaps none
    where there are fewer than ``least``."""
    text = context.document.body.text
    stock = _within(scan.hits(context, "stock-phrases"), start, end)
    told = scan.words(context, _CORES, text)  # in the order in which they end
    some = told[bisect_right(told, start, key=_end) : bisect_right(told, end, key=_end)]
    cores = [hit for hit in some if hit.start >= start]
    if len(stock) + len(cores) < least:
        return []
    entries = {hit.entry for hit in cores}
    for frame in context.data.table("stock-frames")["frames"]:
        if not entries.isdisjoint(frame["cores"]):
            starts = before(sorted([hit.start for hit in cores if hit.entry in frame["cores"]]), 0, frame["lead"], start)
            stock += [m.span() for m in matches(_compiled(frame["pattern"]), text, starts, end)]
    official = _within(scan.hits(context, "official"), start, end)
    ends = [b for _, b in official]
    return _merged([(a, b) for a, b in stock if (i := bisect_right(ends, a)) == len(official) or official[i][0] >= b])


def _end(hit: scan.Hit) -> int:
    return hit.end


def _within(hits: list[scan.Hit], start: int, end: int) -> list[tuple[int, int]]:
    """The hits (sorted, not overlapping) that lie wholly between ``start`` and ``end``; no others are looked at, a document may have
    45,000 sections."""
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
