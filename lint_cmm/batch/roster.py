"""The roster: who has to hand in. A CSV in UTF-8 (with or without BOM) or GB18030; columns 单位, 姓名 and, where given, 文件.

Without column names the first column is the unit and the second the name, if what stands there is one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lint_cmm.batch.identity import Names
from lint_cmm.errors import Said, UsageError, reason
from lint_cmm.kit.neutral import shorten

_SHOWN = 40  # characters of a line that is no heading


class Person(NamedTuple):
    """A line of the roster; ``file`` is a path from the intake folder, or ""."""

    unit: str
    name: str
    file: str = ""


def read_roster(path: str, words: dict[str, Any]) -> tuple[Person, ...]:
    """The people of a roster. Raises UsageError when it cannot be read or no column holds names."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise _wrong(path, reason(error)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=lambda d: (first.count(d), -",\t;，".index(d)))
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error:
        raise _wrong(path, Said("batch.roster-csv", {})) from None
    rows = [row for row in rows if any(row)]
    if not rows:
        raise _wrong(path, Said("batch.roster-empty", {}))
    columns = {kind: _column(rows[0], names) for kind, names in words["roster-columns"].items()}
    if columns["name"] is None:
        if len(rows[0]) < 2 or not _is_person(rows[0][1], words):
            raise _wrong(path, Said("batch.roster-column", {"found": shorten(",".join(rows[0]), _SHOWN)}))
        columns, body = {"unit": 0, "name": 1, "file": None}, rows
    else:
        body = rows[1:]

    def cell(row: list[str], kind: str) -> str:
        at = columns[kind]
        return row[at] if at is not None and at < len(row) else ""

    people = (Person(cell(r, "unit"), "".join(cell(r, "name").split()), cell(r, "file").replace("\\", "/")) for r in body)
    return tuple(dict.fromkeys(p for p in people if p.name))  # a line that stands twice is one person


def _is_person(cell: str, words: dict[str, Any]) -> bool:
    """Whether a cell of a roster without column names is a person's, and no column name that we do not know."""
    name = "".join(cell.split())
    return Names(words).is_name(name) or "·" in name


def _wrong(path: str, what: Said) -> UsageError:
    return UsageError("error.option", option="--roster", what=Said("error.file", {"path": path, "what": what}))


def _column(head: list[str], names: list[str]) -> int | None:
    return next((i for i, cell in enumerate(head) if cell.lower() in names), None)


def same_unit(one: str, other: str) -> bool:
    """Whether two ways to write a unit mean the same: equal, or one within the other (folder and full name)."""
    one, other = one.replace(" ", ""), other.replace(" ", "")
    return bool(one) and bool(other) and (one in other or other in one)


def match(people: Iterable[Person], submissions: Iterable[tuple[str, str, str]]) -> tuple[dict[str, Person], tuple[Person, ...]]:
    """(path → person, the missing). ``submissions`` are (path, unit, name); without a name the path is searched for one.

    A name that stands on the roster once matches whatever the unit; one that stands there several times needs its unit.
    """
    people = tuple(people)
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(person.name, []).append(person)
    by_file = {p.file: p for p in people if p.file}
    found: dict[str, Person] = {}
    for path, unit, name in submissions:
        who = by_file.get(path)
        known = by_name.get(name, []) if name else [p for n in by_name for p in by_name[n] if len(n) > 1 and n in path]
        if who is None and len(known) == 1:
            who = known[0]
        elif who is None:
            who = next((p for p in known if same_unit(p.unit, unit)), None)
        if who:
            found[path] = who
    present = set(found.values())
    return found, tuple(p for p in people if p not in present)
