"""T707 and T708: slips against GB/T 15834-2011 and GB/T 15835-2011 that a pattern can prove.

The patterns are data: tables of ``rules/lexicon/conventions.toml``. A literal that must be there is asked for first, so
that most patterns are never compiled.
"""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import Any

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.surfaces import PROSE, judged, stories
from lint_cmm.records import NamedTuple

TABLE = "conventions"


class ConventionOptions(NamedTuple):
    """``slips``: which list of ``conventions.toml`` is looked for. ``parts``: the stories read."""

    slips: str = ""
    parts: tuple[str, ...] = PROSE


@cache
def _compiled(pattern: str) -> Pattern[str]:
    from lint_cmm import patterns as re

    return re.compile(pattern)


def slips(context: Context, options: ConventionOptions) -> Issues:
    """One issue for each match of a pattern of the list; ``wrong`` and ``right`` say what convention it breaks.

    A slip of the table has ``pattern``, ``needs`` (literals one of which must be in the text), ``right`` (a replacement template
    with ``\\1`` groups, or a plain hint), ``hint`` (what the convention says) and, where a fix is sure, ``sure = true``.
    """
    table: list[dict[str, Any]] = context.data.table(TABLE)[options.slips]
    for story in stories(context, options.parts):
        text = story.text
        taken: list[tuple[int, int]] = []
        for slip in table:
            if not any(literal in text for literal in slip["needs"]):
                continue
            for match in _compiled(slip["pattern"]).finditer(text):
                start, end = match.span()
                if not judged(story, start) or any(start < b and a < end for a, b in taken):
                    continue
                taken.append((start, end))
                facts = {"hint": str(slip["hint"])}
                if "right" in slip:
                    facts["right"] = match.expand(slip["right"])
                yield Issue(story.span(start, end), facts, variant="" if slip.get("sure") else "unsure")
