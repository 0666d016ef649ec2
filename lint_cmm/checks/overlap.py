"""B405 long runs in common with the reference texts of ``--reference DIR``.

All stretches of :data:`GRAM` characters of the document stand in one table; each reference text is slid over it, and a stretch that
is met is followed to both ends (a seed-and-extend search, as in Schleimer, Wilkerson and Aiken 2003, without sampling: the texts
are short). Marks and spaces do not count. Official formulations and aspect titles within a run are taken off before it is judged.
"""

from __future__ import annotations

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.repetition import judged_range
from lint_cmm.kit.records import NamedTuple

scan.register("official")
GRAM = 14


class OverlapOptions(NamedTuple):
    """``least``: characters of a run, beside official formulations and aspect titles, from which on it is reported."""

    least: int = 30


class Run(NamedTuple):
    """A run in common: offsets into the squeezed document, the reference's path and the offset into its squeezed text."""

    start: int
    end: int
    path: str
    at: int


def squeeze(text: str, start: int = 0, end: int | None = None) -> tuple[str, list[int]]:
    """The letters and figures of ``text[start:end]`` and, for each, its offset in ``text``."""
    offsets = [i for i in range(start, len(text) if end is None else end) if text[i].isalnum()]
    return "".join([text[i] for i in offsets]), offsets


def reference(context: Context, options: OverlapOptions) -> Issues:
    """One issue for each run, on the run; ``path`` and ``passage`` tell where it comes from. Of overlapping runs the longest stays."""
    if not context.references:
        return
    story = context.document.body
    words, offsets = squeeze(story.text, *judged_range(context))
    table: dict[str, int] = {}
    for i in range(len(words) - GRAM + 1):
        table.setdefault(words[i : i + GRAM], i)
    runs: list[Run] = []
    for path, text in context.references:
        runs += _runs(words, table, path, text)
    official = [False] * len(story.text)
    for hit in scan.hits(context, "official"):
        official[hit.start : hit.end] = [True] * (hit.end - hit.start)
    for aspect in context.outline.items("problems") if context.outline is not None else ():
        first = story.starts[aspect.heading.paragraph - 1]
        official[first + aspect.heading.start : first + aspect.heading.end] = [True] * (aspect.heading.end - aspect.heading.start)
    for run in _longest(runs):
        own = sum(not official[offsets[i]] for i in range(run.start, run.end))
        if own >= options.least:
            start, end = offsets[run.start], offsets[run.end - 1] + 1
            yield from _issues(context, start, end, run, own)


def _runs(words: str, table: dict[str, int], path: str, text: str) -> list[Run]:
    other, _ = squeeze(text)
    found: list[Run] = []
    at = 0
    while at <= len(other) - GRAM:
        here = table.get(other[at : at + GRAM])
        if here is None:
            at += 1
            continue
        end, stop = here + GRAM, at + GRAM
        while end < len(words) and stop < len(other) and words[end] == other[stop]:
            end, stop = end + 1, stop + 1
        start, first = here, at
        while start and first and words[start - 1] == other[first - 1] and here - start < 4 * GRAM:
            start, first = start - 1, first - 1
        found.append(Run(start, end, path, first))
        at = stop
    return found


def _longest(runs: list[Run]) -> list[Run]:
    """``runs`` without those that lie in or mostly overlap a longer one, in the document's order."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (r.start, -(r.end - r.start), r.path, r.at)):
        if kept and run.start < kept[-1].end:
            if run.end - run.start > kept[-1].end - kept[-1].start:
                kept[-1] = run
            continue
        kept.append(run)
    return kept


def _issues(context: Context, start: int, end: int, run: Run, own: int) -> Issues:
    """A run may pass a paragraph's end: one issue on its longest paragraph stretch, the others in ``related``."""
    story = context.document.body
    pieces = []
    at = start
    for line in story.text[start:end].split("\n"):
        if line.strip():
            pieces.append(story.span(at, at + len(line)))
        at += len(line) + 1
    first = max(pieces, key=lambda span: (span.end - span.start, -span.paragraph))
    facts = {"path": run.path, "length": str(own), "passage": story.text[start:end][:60].replace("\n", "")}
    yield Issue(first, facts, related=tuple(span for span in pieces if span != first))
