"""The user's own cache folder: JSON, and numbers for the matcher, in a folder that belongs to the user and that nobody else can write.

Anything else there is ignored. Everything works without a writable cache, only slower.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


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
        return folder if trusted(folder) else ""
    except OSError:
        return ""


def trusted(path: str) -> bool:
    """Whether ``path`` is no link, is the user's, and is writable by nobody else (on Windows the profile folder's own rights hold)."""
    stat = os.lstat(path)
    if sys.platform == "win32":
        return True
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022 and not os.path.islink(path)


def read(path: str, *, own: bool = True) -> bytes:
    """The file at ``path``, empty when there is none. ``own``: only one that is :func:`trusted`."""
    try:
        if own and not trusted(path):
            return b""
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def write(path: str, content: bytes) -> None:
    """Write aside and rename, so that a reader never sees half a file; give up quietly."""
    from contextlib import suppress

    aside = f"{path}.{os.getpid()}.tmp"
    with suppress(OSError):
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        os.replace(aside, path)


def loads(data: bytes) -> dict[str, Any]:
    """The JSON object that :func:`dumps` has written; empty for anything else."""
    try:
        found = json.loads(data.decode("utf-16"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def dumps(content: dict[str, Any]) -> bytes:
    """What goes into a cache file: JSON in UTF-16, which Python reads Han characters from in a third of the time.

    Characters beyond 16 bits are escaped: a single one would have the whole text take twice the room.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return "".join([character if character < "\U00010000" else json.dumps(character)[1:-1] for character in text]).encode("utf-16")
