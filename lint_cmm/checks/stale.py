"""Wording that was superseded before the profile's day (H607)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import sentence, stories
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")


class _Entry(NamedTuple):
    """``first``: the day from which a phrase is stale. ``instead``: what is said today. ``beside``: words of which its sentence needs one."""

    first: str
    instead: str
    beside: tuple[str, ...]


def _entries(data: Data) -> dict[str, list[_Entry]]:
    """The phrases of ``stale.toml``, each with what is said of it there."""
    held: dict[str, list[_Entry]] | None = data.memo.get("stale")
    if held is None:
        held = data.memo["stale"] = {}
        for entry in data.table("stale")["words"]:
            for phrase in entry["phrases"]:
                held.setdefault(phrase, []).append(_Entry(str(entry["from"]), str(entry["instead"]), tuple(entry.get("beside", ()))))
    return held


scan.register_words("stale", _entries)


_DATED = re.compile(r"(20[0-9]{2})\s{0,2}[年.\-/]\s{0,2}(1[0-2]|0?[1-9])(?![0-9])")


class StaleOptions(NamedTuple):
    """``parts``: parts read. ``former``: words right before a phrase that make it a name of the past (原工商局); ``now``: those that end
    like one and do not (当前)."""

    former: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("body",)


def wording(context: Context, options: StaleOptions) -> Issues:
    """Phrases of ``stale.toml`` on or after their day, unless their sentence looks back. A profile without a date takes that of the material, or the year in
    its title; silent where there is neither.

    The fact ``instead`` is what is said today.
    """
    day = context.profile.date or _own_day(context)
    if not day:
        return
    table, entries = context.data.table("stale"), _entries(context.data)
    for story in stories(context, options.parts):
        taken = -1
        for start, end, phrase in sorted(scan.words(context, "stale", story.text), key=lambda f: (f.start, -f.end)):
            entry = next((entry for entry in entries[phrase] if entry.first <= day), None)
            if start < taken or not entry:
                continue
            first, last = sentence(story.text, start, end)
            said = story.text[first:last]
            if entry.beside and not any(word in said for word in entry.beside):
                continue
            back = any(word in said for word in table["history"]) or any(int(y) < int(day[:4]) - 1 for y in _YEAR.findall(said))
            before = story.text[max(0, start - 4) : start]
            if not back and (before.endswith(options.now) or not before.endswith(options.former)):
                yield Issue(story.span(start, end), {"instead": entry.instead})
                taken = end


def _own_day(context: Context) -> str:
    """The day of the material by its own date, else the end of the year in its title, else nothing."""
    span = context.outline.date
    said = _DATED.search(context.document.quote(span)) if span else None
    if said:
        return f"{said[1]}-{int(said[2]):02}-01"
    titled = _YEAR.search(context.outline.title_text)
    return f"{titled[1]}-12-31" if titled else ""
