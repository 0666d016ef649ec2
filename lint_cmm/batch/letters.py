"""Which units get a return note, and what it says of each of their submissions."""

from __future__ import annotations

import re
from pathlib import Path

from lint_cmm.batch.aside import Aside
from lint_cmm.batch.notes import Person, Point, safe_name, write_note
from lint_cmm.batch.records import pack, unpack
from lint_cmm.batch.roster import Person as Expected
from lint_cmm.batch.roster import same_unit
from lint_cmm.batch.rows import Row, Words, discreet
from lint_cmm.findings import Finding, Result
from lint_cmm.kit.filenames import fitting
from lint_cmm.kit.neutral import one_line, shorten
from lint_cmm.kit.quotation import quoted
from lint_cmm.messages.reports import name_of

_OURS = ("E006", "E007")  # the reviewer's own business, not the unit's
_PART = re.compile("[一二三四五六七八九十]{1,3}")
_QUOTE = 24  # characters of a quote


class Letters:
    """Takes the submissions one by one and keeps what is to be said of them in ``aside``; the notes go into ``folder``. ``copied``: there
    are annotated copies to go with them."""

    def __init__(self, folder: Path, aside: Aside, words: Words, copied: bool) -> None:
        self._folder, self._aside, self._words, self._copied = folder, aside, words, copied
        self._places: dict[str, list[int]] = {}

    def add(self, row: Row, result: Result) -> None:
        """Take a submission. The other writer of a shared passage is never named."""
        points = tuple(self._point(f) for f in discreet(result.findings, self._words) if f.severity != "info")
        told = Person(row.name or self._words("no-name"), row.path.rpartition("/")[2], row.verdict, points)
        self._places.setdefault(row.unit, []).append(self._aside.put(pack(told)))

    def write(self, missing: tuple[Expected, ...]) -> None:
        """A note for every unit that has something to revise, or somebody missing."""
        for unit in sorted(self._places):
            people = [unpack(Person, self._aside.at(place)) for place in self._places[unit]]
            absent = [p.name for p in missing if p.unit == unit or same_unit(p.unit, unit)]
            if absent or any(p.verdict != "pass" for p in people):
                self._note(unit, people, absent)
        silent = [p for p in missing if not any(p.unit == unit or same_unit(p.unit, unit) for unit in self._places)]
        for unit in sorted({p.unit for p in silent}):
            self._note(unit, [], [p.name for p in silent if p.unit == unit])

    def file_for(self, unit: str) -> str:
        """The name of the note for ``unit`` as it is shown."""
        return fitting(self._words("note-file", unit=safe_name(unit)))

    def _note(self, unit: str, people: list[Person], absent: list[str]) -> None:
        write_note(self._folder / self.file_for(unit or self._words("no-unit")), unit, people, absent, self._words, self._copied)

    def _point(self, f: Finding) -> Point:
        message, suggestion = f.message, f.suggestion
        if f.code in _OURS:
            message, suggestion = self._words("note-ours"), ""
        elif f.code == "E001":
            suggestion = self._words("note-resend")
        return Point(f.severity, f.code, self._place(f), message.rstrip("。"), suggestion.rstrip("。"))

    def _place(self, f: Finding) -> str:
        """Where the point stands; with its words where the message only says "this measure"."""
        if f.part != "body":
            return "" if f.part == "package" else name_of("part", f.part, self._words.lang)
        place = self._section(f.section) if f.section else self._words("paragraph", n=f.span.paragraph) if f.span else ""
        if f.quote and f.quote not in f.message and "“" not in f.message:
            quote = one_line(f.quote).removeprefix((f.section or "").rpartition("/")[2]).lstrip("、")
            place += self._words("note-quote", quote=quoted(shorten(quote, _QUOTE)))
        return place

    def _section(self, path: str) -> str:
        """A heading path as a letter has it: 二/（一） is 第二部分（一）."""
        first, *others = path.split("/")
        part = self._words("note-part", n=first) if _PART.fullmatch(first) else first
        return " ".join((part, *others)) if self._words.lang == "en" else "".join((part, *others))
