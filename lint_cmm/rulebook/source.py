"""Where the rules come from: compiled from the wheel or the user's own cache, or the TOML files themselves.

The cache is that of :mod:`lint_cmm.kit.usercache`. Everything works without it, only slower.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from lint_cmm import __version__
from lint_cmm.kit import usercache
from lint_cmm.kit.digests import blake2b
from lint_cmm.kit.usercache import cache_folder
from lint_cmm.rulebook import RuleBook, book
from lint_cmm.rulebook.folder import files_under, rules_folder

WHEEL_FILE = "_compiled.json"
KEEP = 8  # compiled states kept in the cache


def load(extra: tuple[str, ...] = ()) -> RuleBook:
    """The built-in rules and those of the office folders ``extra``, in that order.

    An office folder may add rules and profiles, and add entries to a word list by using its file name; it may not
    redefine a rule, a profile or a table. Raises RuleFileError, with file and line, on the first mistake.
    """
    return book([compiled(folder) for folder in (rules_folder(), *extra)])


def compiled(folder: str) -> dict[str, Any]:
    """The compiled form of a rules folder. Raises RuleFileError on the first mistake in its files."""
    ready = os.path.join(folder, WHEEL_FILE)
    if os.path.exists(ready):  # written at wheel build from files that were checked then
        return _read(ready) or _compile(folder)
    cache = cache_folder() if os.path.isdir(folder) else ""
    target = os.path.join(cache, f"rules-{signature(folder)}.json") if cache else ""
    found = _read(target) if target else None
    if found is None:
        found = _compile(folder)
        if target:
            _write(target, found)
    return found


def signature(folder: str) -> str:
    """Changes when any rule file or any check (whose options the rules are checked against) changes: names, sizes, times."""
    digest = blake2b(f"{__version__} {sys.version_info[:2]} {os.path.abspath(folder)}".encode("utf-8", "surrogateescape"), digest_size=12)
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sources = [
        os.path.join(package, *name.split("/"))
        for name in ("rulebook/compile.py", "data/profiles.py", "kit/heads.py", "outline/kinds.py", "outline/themes.py")
    ]
    for root in (folder, os.path.join(package, "checks")):
        sources += files_under(root, (".toml", ".txt", ".py"))
    for path in sources:
        stat = os.stat(path)
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _read(path: str) -> dict[str, Any] | None:
    found = usercache.loads(usercache.read(path, own=os.path.basename(path) != WHEEL_FILE))
    return found if found.get("lint-cmm") == __version__ else None


def _write(path: str, content: dict[str, Any]) -> None:
    """Write the file and remove the oldest ones."""
    from contextlib import suppress

    usercache.write(path, usercache.dumps(content))
    with suppress(OSError):
        old = sorted((e for e in os.scandir(os.path.dirname(path)) if e.name.startswith("rules-")), key=lambda e: e.stat().st_mtime)
        for entry in old[:-KEEP]:
            os.unlink(entry.path)


def _compile(folder: str) -> dict[str, Any]:
    from lint_cmm.rulebook.compile import compile_folder

    return compile_folder(folder)
