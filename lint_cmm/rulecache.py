"""Where compiled rules come from: the wheel, the user's own cache, or the TOML files themselves.

The cache is that of :mod:`lint_cmm.usercache`. Everything works without it, only slower.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from lint_cmm import __version__, usercache
from lint_cmm.digests import blake2b
from lint_cmm.rulefolder import files_under
from lint_cmm.usercache import cache_folder

WHEEL_FILE = "_compiled.json"
KEEP = 8  # compiled states kept in the cache


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
    here = os.path.dirname(os.path.abspath(__file__))
    sources = [os.path.join(here, *name.split("/")) for name in ("rulecompile.py", "profiles.py", "outline/themes.py")]
    for root in (folder, os.path.join(here, "checks")):
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
    from lint_cmm.rulecompile import compile_folder

    return compile_folder(folder)
