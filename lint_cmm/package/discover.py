"""Which files a call means: the named ones as they are, folders searched for Word files."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lint_cmm.errors import UsageError, reason

READ = (".docx", ".docm", ".dotx", ".dotm")
TOLD = (".doc", ".wps", ".rtf")  # not read, but reported with the way out
OWNER = "~$"  # Office's lock files
SYSTEM = ("thumbs.db", "desktop.ini")  # files that nobody put there
WORK = ".work"  # in the results of an intake: what the run itself needs
MADE = ("report.jsonl", "report.xlsx", "index.html")  # in the same place: what is handed upward


def find_files(paths: list[str]) -> list[str]:
    """The files to check, each once however it is spelled, sorted by path.

    Raises UsageError for a path that is not there, a folder with none, and a folder that cannot be read.
    """
    found: set[str] = set()
    for path in (meant for given in paths for meant in _expanded(given)):
        if not os.path.exists(path):
            raise UsageError("error.path", path=path)
        if not os.path.isdir(path):
            found.add(path)
            continue
        inside = list(walk(path))
        if not inside:
            raise UsageError("error.no-files", path=path)
        found.update(inside)
    once = {os.path.abspath(path): path for path in sorted(found, key=lambda path: (-len(path), path))}  # the shortest spelling stays
    return sorted(once.values())


def is_pattern(path: str) -> bool:
    """Whether ``path`` is written as a pattern."""
    return not os.path.exists(path) and any(sign in path for sign in "*?[")


def _expanded(path: str) -> list[str]:
    """What a pattern means that no shell has expanded (quoted, or on Windows): the paths that match it, itself where none does."""
    if not is_pattern(path):
        return [path]
    from glob import glob

    matching = glob(path, recursive=True)  # noqa: PTH207 - Path.glob takes no pattern that begins at the root
    return [found for found in matching if not os.path.basename(found).startswith(OWNER)] or [path]


def same_kind(source: str, target: str) -> None:
    """Raise UsageError where ``target`` ends otherwise than a Word file ``source``: Word opens no .docm that is called .docx."""
    suffix = os.path.splitext(source)[1].lower()
    if target and suffix in READ and not target.lower().endswith(suffix):
        raise UsageError("error.suffix", path=target, suffix=suffix)


def closed(error: OSError) -> None:
    """Raise UsageError for a folder that cannot be listed: what is in it must not be passed over in silence."""
    raise UsageError("error.read", path=str(error.filename), why=reason(error)) from None


def results(folder: str) -> bool:
    """Whether ``folder`` is what ``lint-cmm batch`` made of an intake, finished or not: its copies and notes are no submissions."""
    made = (os.path.join(folder, name) for name in MADE)
    return os.path.isfile(os.path.join(folder, WORK, "journal.jsonl")) or all(os.path.isfile(path) for path in made)


def walk(folder: str) -> Iterator[str]:
    """Word files below ``folder``: no hidden files or folders, no results of an intake, no Office lock files, no links that lead
    out of it."""
    root = os.path.realpath(folder)
    for where, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not results(os.path.join(where, name)))
        for name in sorted(names):
            path = os.path.join(where, name)
            if name.startswith((".", OWNER)) or not name.lower().endswith((*READ, *TOLD)):
                continue
            if os.path.islink(path) and os.path.commonpath((root, os.path.realpath(path))) != root:
                continue
            yield path
