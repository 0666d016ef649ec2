"""Bytes of a path, whatever the path turns out to be: nothing but a regular file is ever read."""

from __future__ import annotations

import errno
import os
import stat
from typing import IO

from lint_cmm.package.errors import InputRejected, over
from lint_cmm.package.limits import DEFAULT, Limits

_STEP = 1024 * 1024
_KINDS = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "fifo"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)
_ERRORS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ELOOP: "symlink-loop",
    errno.EACCES: "unreadable",
    errno.EPERM: "unreadable",
    errno.EISDIR: "folder",
    errno.ENXIO: "socket",
    errno.ENAMETOOLONG: "missing",
}
_WINDOWS_LOOP = 1921  # ERROR_CANT_RESOLVE_FILENAME


def open_path(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> bytes:
    """The bytes of the regular file at ``path``.

    Raises :class:`InputRejected` E001 with the kind "folder", "fifo", "socket", "device", "symlink-loop", "missing",
    "unreadable" or "changed" (it grew, shrank or vanished while it was read), or E004 "limit:file-size".
    """
    try:
        _check(os.stat(path), limits)
        # Without O_NONBLOCK a FIFO that took the file's place since would hold the program for ever.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
            return _read(file, limits)
    except OSError as error:
        kind = "symlink-loop" if getattr(error, "winerror", None) == _WINDOWS_LOOP else _ERRORS.get(error.errno or 0, "unreadable")
        if kind == "unreadable" and os.path.isdir(path):
            kind = "folder"  # Windows answers "access denied" for one
        raise InputRejected("E001", kind, {"detail": error.strerror or ""}) from None
    except ValueError:  # a name with a NUL, or one that cannot be encoded
        raise InputRejected("E001", "missing", {"detail": ""}) from None


def _check(status: os.stat_result, limits: Limits) -> None:
    """Refuse what is no regular file, or too large a one."""
    for test, kind in _KINDS:
        if test(status.st_mode):
            raise InputRejected("E001", kind)
    if not stat.S_ISREG(status.st_mode):
        raise InputRejected("E001", "device")
    if status.st_size > limits.file_size:
        raise over("file-size", limits.file_size)


def _read(file: IO[bytes], limits: Limits) -> bytes:
    status = os.fstat(file.fileno())
    _check(status, limits)
    pieces, got = [], 0
    while piece := file.read(min(_STEP, limits.file_size + 1 - got)):
        pieces.append(piece)
        got += len(piece)
        if got > limits.file_size:
            raise over("file-size", limits.file_size)
    # Pseudo files state size 0 and go on for ever; a file that is being written differs from what it was.
    if got != status.st_size:
        raise InputRejected("E001", "changed")
    return b"".join(pieces)
