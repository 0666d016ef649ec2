"""How a problem is told: after praise (P207), denied (P208), excused (P211)."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import Line, denies, end_of, lines, pattern, points
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.types import Item


class PraiseOptions(NamedTuple):
    """``opening``: praise, a turn and what follows, in one stretch. ``lead``: characters before it that still count as the opening
    of the point (its number and a heading clause)."""

    opening: str
    lead: int = 24


def praise(context: Context, options: PraiseOptions) -> Issues:
    """Problem points that open with what was done well, on the praise. Only the opening of a point is looked at."""
    for aspect in context.outline.items("problems"):
        for one in points(aspect):
            told = lines(context, one)
            if one is aspect and aspect.body and told:
                told = _after(told, len(context.document.quote(aspect.heading)))
            for line in told[: 2 if told and len(told[0].text) <= 40 else 1]:
                hit = pattern(options.opening).search(line.text, 0, options.lead + 160)
                if hit and hit.start("praise") <= options.lead:
                    yield Issue(line.cut(hit.start("praise"), hit.end("praise")))
                    break


def _after(told: list[Line], heading: int) -> list[Line]:
    """The lines without the first ``heading`` characters of the first."""
    first = told[0]
    if len(first.text) <= heading:
        return told[1:]
    return [Line(first.cut(heading, len(first.text)), first.text[heading:]), *told[1:]]


def _of(context: Context, item: Item) -> str:
    return item.title or item.text[:20]


class DenialOptions(NamedTuple):
    """No options: what denies and what names a lack is in ``lexicon/pairing.toml``."""


def denial(context: Context, options: DenialOptions) -> Issues:
    """Problem aspects that only say there is no problem, on the aspect's heading."""
    for item in context.outline.items("problems"):
        if denies(context, item):
            yield Issue(item.heading, {"aspect": _of(context, item)})


class ExcuseOptions(NamedTuple):
    """``excuse``: an outside cause with its link word. ``own``: signs in the sentence that the writer calls it an excuse himself."""

    excuse: str
    own: str


def excuse(context: Context, options: ExcuseOptions) -> Issues:
    """Outside causes that stand as a problem or its root, on the phrase. Problems and causes only."""
    for role in ("problems", "causes"):
        for section in context.outline.of(role):
            if role == "causes" and "problems" in section.roles:
                continue
            for span in section.spans:
                text = context.document.quote(span)
                for hit in pattern(options.excuse).finditer(text):
                    low = max(text.rfind(mark, 0, hit.start()) for mark in "。；！\n") + 1
                    if not pattern(options.own).search(text, low, end_of(text, hit.end(), "。；！\n", 200)):
                        yield Issue(span._replace(start=span.start + hit.start(), end=span.start + hit.end()))
