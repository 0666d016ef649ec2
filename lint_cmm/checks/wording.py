"""How a problem is told: after praise (P207), denied (P208), excused (P211)."""

from __future__ import annotations

from collections.abc import Iterator

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import Line, denies, end_of, lines, pattern, points
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.types import Item

_ENDS = "。；！？\n"  # of sentences


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
    """``excuse``: an outside cause with its link word. ``own``: signs in the sentence that the writer calls it an excuse himself.

    Without a link word: ``outside``: circumstances, superiors, others as the subject of a clause, at its start; ``resigned``: how a sentence
    ends that blames them (再大的劲头也…), one of whose ``cues`` every match holds, ``helpless``: in so many words (在所难免). ``writer``: signs in
    the point that he is in it himself."""

    excuse: str
    own: str
    outside: str
    resigned: str
    cues: tuple[str, ...]
    helpless: str
    writer: str


_EXCUSE = "wording.excuse"
scan.register_options(_EXCUSE, lambda options: options.cues)


def excuse(context: Context, options: ExcuseOptions) -> Issues:
    """Outside causes that stand as a problem or its root, on the phrase or from the first clause of them. Problems and causes only."""
    himself = context.profile.kind != "team" and context.outline.kind == "personal"
    body = context.document.body
    cued = {body.at(hit.start)[0].index for hit in scan.sought(context, _EXCUSE, options)} if himself else set()
    for role in ("problems", "causes"):
        for section in context.outline.of(role):
            if role == "causes" and "problems" in section.roles:
                continue
            resigned: list[Span] = []
            for span in section.spans:
                text = context.document.quote(span)
                if span.paragraph in cued:
                    resigned += _resigned(span, text, options)
                for hit in pattern(options.excuse).finditer(text):
                    low = max(text.rfind(mark, 0, hit.start()) for mark in "。；！\n") + 1
                    if not pattern(options.own).search(text, low, end_of(text, hit.end(), "。；！\n", 200)):
                        yield Issue(span._replace(start=span.start + hit.start(), end=span.start + hit.end()))
            if resigned:  # hardly ever
                items = dict(section.shares).get(role, section.items)
                yield from _alone(resigned, [lines(context, one) for item in items for one in points(item)], options)


def _resigned(span: Span, text: str, options: ExcuseOptions) -> Iterator[Span]:
    """Sentences of ``text``, at ``span``, that tell circumstances and what had to come of them.

    Two clauses of circumstances, or one where the sentence says in so many words that nothing could be done.
    """
    resigned, end = pattern(options.resigned), -1
    while end < len(text) and (hit := resigned.search(text, end + 1)):
        start = max([text.rfind(mark, 0, hit.start()) for mark in _ENDS]) + 1
        end = end_of(text, hit.start(), _ENDS, len(text))
        if hit.end() <= end or resigned.search(text, start, end):
            around = list(pattern(options.outside).finditer(text, start, end))
            if len(around) > 1 or around and pattern(options.helpless).search(text, around[0].end(), end):
                yield span._replace(start=span.start + around[0].start("subject"), end=span.start + end)


def _alone(spans: list[Span], told: list[list[Line]], options: ExcuseOptions) -> Issues:
    """Those of ``spans`` in points that tell nothing of the writer himself. ``told``: the lines of each point."""
    for span in spans:
        for point in told:
            if any(line.span.paragraph == span.paragraph and line.span.start <= span.start < line.span.end for line in point):
                if not any(pattern(options.writer).search(line.text) for line in point):
                    yield Issue(span)
                break
