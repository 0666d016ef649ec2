"""The files of an intake, in the order of their paths, and what unit each belongs to."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from lint_cmm.errors import Said, UsageError
from lint_cmm.package.discover import OWNER, READ, SYSTEM, closed, results

CONVERTED = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt")
TOLD = (".pdf", ".ofd", ".htm", ".html", ".mht", ".zip", ".rar", ".7z", ".pages", ".xml")


class Submission(NamedTuple):
    """A file handed in: its path from the intake folder (with /), unit (its first folder) and name as far as path and pattern tell."""

    path: str
    unit: str
    name: str


class Found(NamedTuple):
    """All submissions, and how much else there was: lock files, files of other kinds, links that lead out, folders of earlier results.
    ``named``: the paths of those of other kinds that somebody put there."""

    submissions: tuple[Submission, ...]
    locks: int
    others: int
    links: int
    results: int
    named: tuple[str, ...] = ()


NOTHING = Found((), 0, 0, 0, 0)


def discover(folder: str, pattern: str = "", leave_out: str = "") -> Found:
    """Everything below ``folder`` but ``leave_out``. ``pattern`` is a regular expression searched in the path, with the groups ``unit``
    and ``name`` (both optional). Raises UsageError for a pattern that is none, and for a folder that cannot be read."""
    try:
        regex = re.compile(pattern) if pattern else None
    except (re.error, RecursionError, OverflowError) as error:
        from lint_cmm.data.patternlint import broken

        what = Said("error.pattern", {"pattern": pattern[:80], "why": broken(error)})
        raise UsageError("error.option", option="--unit-pattern", what=what) from None
    root, skipped = os.path.realpath(folder), os.path.realpath(leave_out) if leave_out else ""
    found: list[Submission] = []
    named: list[str] = []
    locks = others = links = earlier = 0
    for where, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and os.path.realpath(os.path.join(where, f)) != skipped)
        entered = [f for f in folders if not results(os.path.join(where, f))]
        earlier += len(folders) - len(entered)
        folders[:] = entered
        for name in sorted(names):
            path = os.path.join(where, name)
            kind = _kind(path, name, root)
            relative = os.path.relpath(path, folder).replace(os.sep, "/")
            if kind == "submission":
                found.append(Submission(relative, *_unit(relative, regex)))
            elif kind == "other" and not name.startswith(".") and name.lower() not in SYSTEM:
                named.append(relative)
            locks += kind == "lock"
            others += kind == "other"
            links += kind == "link"
    return Found(tuple(sorted(found, key=lambda s: s.path.split("/"))), locks, others, links, earlier, tuple(sorted(named)))


def _kind(path: str, name: str, root: str) -> str:
    if name.startswith(OWNER):
        return "lock"
    suffix = Path(name).suffix.lower()
    if name.startswith(".") or (suffix not in (*READ, *CONVERTED, *TOLD) and not (suffix == "" and _looks_like_one(path))):
        return "other"
    if os.path.islink(path) and os.path.commonpath((root, os.path.realpath(path))) != root:
        return "link"
    return "submission"


def _looks_like_one(path: str) -> bool:
    """Whether a file without a suffix begins like a package or an old Word file."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    except OSError:
        return False


def _unit(path: str, regex: re.Pattern[str] | None) -> tuple[str, str]:
    first, slash, _ = path.partition("/")
    folder = first if slash else ""
    match = regex.search(path) if regex else None
    if not match:
        return folder, ""
    groups = match.groupdict()
    return groups.get("unit") or folder, groups.get("name") or ""
