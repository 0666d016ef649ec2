"""Where compiled rules come from: the wheel, the user's own cache, or the TOML files themselves.

The cache holds JSON only, in a folder that belongs to the user and that nobody else can write; anything else there is
ignored. Everything works without a writable cache, only slower.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from lint_cmm import __version__

WHEEL_FILE = "_compiled.json"
KEEP = 8  # compiled states kept in the cache


def compiled(folder: str) -> dict[str, Any]:
    """The compiled form of a rules folder. Raises RuleFileError on the first mistake in its files."""
    ready = os.path.join(folder, WHEEL_FILE)
    if os.path.exists(ready):  # written at wheel build from files that were checked then
        return _read(ready) or _compile(folder)
    cache = cache_folder()
    target = os.path.join(cache, f"rules-{signature(folder)}.json") if cache else ""
    found = _read(target) if target else None
    if found is None:
        found = _compile(folder)
        if target:
            _write(target, found)
    return found


def signature(folder: str) -> str:
    """Changes when any rule file or any check (whose options the rules are checked against) changes: names, sizes, times."""
    from hashlib import blake2b

    digest = blake2b(f"{__version__} {sys.version_info[:2]} {os.path.abspath(folder)}".encode("utf-8", "surrogateescape"), digest_size=12)
    here = os.path.dirname(os.path.abspath(__file__))
    sources = [os.path.join(here, name) for name in ("rulecompile.py", "profiles.py")]
    for root in (folder, os.path.join(here, "checks")):
        sources += files_under(root, (".toml", ".txt", ".py"))
    for path in sources:
        stat = os.stat(path)
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def files_under(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    """All files below ``folder`` with one of ``suffixes``, sorted by path."""
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir():
                found += files_under(entry.path, suffixes)
            elif entry.name.endswith(suffixes):
                found.append(entry.path)
    return found


def cache_folder() -> str:
    """The user's own cache folder for lint-cmm, created for its owner only; "" when there is none to be trusted."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    if not os.path.isabs(base):
        return ""
    folder = os.path.join(base, "lint-cmm")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        return folder if _trusted(folder) else ""
    except OSError:
        return ""


def _trusted(path: str) -> bool:
    """Whether ``path`` is no link, is the user's, and is writable by nobody else (on Windows the profile folder's own rights hold)."""
    stat = os.lstat(path)
    if sys.platform == "win32":
        return True
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022 and not os.path.islink(path)


def _read(path: str) -> dict[str, Any] | None:
    try:
        if os.path.basename(path) != WHEEL_FILE and not _trusted(path):
            return None
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("lint-cmm") == __version__ else None


def _write(path: str, content: dict[str, Any]) -> None:
    """Write aside and rename, so that a reader never sees half a file; give up quietly."""
    from contextlib import suppress

    folder = os.path.dirname(path)
    aside = f"{path}.{os.getpid()}.tmp"
    with suppress(OSError):
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(dumps(content))
        os.replace(aside, path)
        old = sorted((e for e in os.scandir(folder) if e.name.startswith("rules-")), key=lambda e: e.stat().st_mtime)
        for entry in old[:-KEEP]:
            os.unlink(entry.path)


def dumps(content: dict[str, Any]) -> str:
    """Compiled rules as text."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _compile(folder: str) -> dict[str, Any]:
    from lint_cmm.rulecompile import compile_folder

    return compile_folder(folder)
