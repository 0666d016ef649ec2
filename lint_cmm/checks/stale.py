"""Wording that was superseded before the profile's day (H607)."""

from __future__ import annotations

from lint_cmm import patterns as re
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import sentence, stories
from lint_cmm.records import NamedTuple

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")


class StaleOptions(NamedTuple):
    """``parts``: parts read. ``before``, ``after``: characters around a phrase in which 原 or the like makes it a name of the past."""

    former: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("body",)


def wording(context: Context, options: StaleOptions) -> Issues:
    """Phrases of ``stale.toml`` on or after their day, unless their sentence looks back. Silent in a profile without a date.

    The fact ``instead`` is what is said today. Source: domain.md 7.2, 7.4.
    """
    day = context.profile.date
    if not day:
        return
    table = context.data.table("stale")
    for story in stories(context, options.parts):
        taken = -1
        for start, end, instead in sorted(_found(table, story.text, day), key=lambda f: (f[0], -f[1])):
            if start < taken:
                continue
            first, last = sentence(story.text, start, end)
            said = story.text[first:last]
            back = any(word in said for word in table["history"]) or any(int(y) < int(day[:4]) - 1 for y in _YEAR.findall(said))
            if not back and not story.text[:start].endswith(options.former):
                yield Issue(story.span(start, end), {"instead": instead})
                taken = end


def _found(table: dict[str, tuple[dict[str, tuple[str, ...]], ...]], text: str, day: str) -> list[tuple[int, int, str]]:
    found = []
    for entry in table["words"]:
        if str(entry["from"]) > day:
            continue
        for phrase in entry["phrases"]:
            at = text.find(phrase)
            while at >= 0:
                found.append((at, at + len(phrase), str(entry["instead"])))
                at = text.find(phrase, at + len(phrase))
    return found
