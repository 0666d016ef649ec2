"""Names of files that we write: never longer than a file system takes."""

from __future__ import annotations

import os
from zlib import crc32

MOST = 255  # bytes of a name


def aside(path: str) -> str:
    """Where what is to be ``path`` is written until it is whole: beside it, under a name of its own that is short however long that one is."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{crc32(os.fsencode(name)):08x}.{os.getpid()}.tmp")


def fitting(path: str) -> str:
    """``path`` with its last name cut where it is too long; names that differ still do."""
    folder, slash, name = path.rpartition("/")
    if len(os.fsencode(name)) <= MOST:
        return path
    stem, suffix = os.path.splitext(name)
    suffix = f"~{crc32(os.fsencode(name)):08x}{suffix}"
    while len(os.fsencode(stem + suffix)) > MOST:
        stem = stem[:-1]
    return f"{folder}{slash}{stem}{suffix}"
