"""T707 and T708: slips against GB/T 15834-2011 and GB/T 15835-2011 that a pattern can prove.

The patterns are data: tables of ``rules/lexicon/conventions.toml``. A literal that must be there is asked for first, so
that most patterns are never compiled.
"""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.surfaces import PROSE, judged, stories
from lint_cmm.checks.text import windows
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

TABLE = "conventions"


class Slip(NamedTuple):
    """A slip of the table: its pattern, one of which ``words`` must stand in the text, how far from there it is looked for (0: everywhere),
    the facts, the variant."""

    pattern: str
    words: frozenset[str]
    reach: int
    hint: str
    right: str | None
    variant: str


def _slips(data: Data) -> dict[str, list[Slip]]:
    held: dict[str, list[Slip]] | None = data.memo.get(TABLE)
    if held is None:
        held = data.memo[TABLE] = {}
        for name, table in data.table(TABLE).items():
            held[name] = [
                Slip(
                    slip["pattern"],
                    frozenset(slip["needs"]),
                    slip.get("reach", 0),
                    str(slip["hint"]),
                    slip.get("right"),
                    "" if slip.get("sure") else "unsure",
                )
                for slip in table
            ]
    return held


scan.register_cues(TABLE, lambda data: {word: None for slips in _slips(data).values() for slip in slips for word in sorted(slip.words)})


class ConventionOptions(NamedTuple):
    """``slips``: which list of ``conventions.toml`` is looked for. ``parts``: the stories read."""

    slips: str = ""
    parts: tuple[str, ...] = PROSE


@cache
def _compiled(pattern: str) -> Pattern[str]:
    from lint_cmm.kit import patterns as re

    return re.compile(pattern)


def slips(context: Context, options: ConventionOptions) -> Issues:
    """One issue for each match of a pattern of the list; ``wrong`` and ``right`` say what convention it breaks.

    A slip of the table has ``pattern``, ``needs`` (literals one of which must be in the text), ``right`` (a replacement template
    with ``\\1`` groups, or a plain hint), ``hint`` (what the convention says) and, where a fix is sure, ``sure = true``.
    """
    table = _slips(context.data)[options.slips]
    for story in stories(context, options.parts):
        text = story.text
        seen = scan.read(context, TABLE, story.part)
        taken: list[tuple[int, int]] = []
        for slip in table:
            if seen.standing.isdisjoint(slip.words):
                continue
            around = [(0, len(text))]
            if slip.reach:
                around = windows([(at, at) for at in seen.starts(slip.words)], slip.reach, len(text))
            for match in [m for low, high in around for m in _compiled(slip.pattern).finditer(text, low, high)]:
                start, end = match.span()
                if not judged(story, start) or any(start < b and a < end for a, b in taken):
                    continue
                taken.append((start, end))
                facts = {"hint": slip.hint}
                if slip.right is not None:
                    facts["right"] = match.expand(slip.right)
                yield Issue(story.span(start, end), facts, variant=slip.variant)
