"""Bytes to files and terminals: UTF-8 in files, whatever the console can show on a console."""

from __future__ import annotations

import os
import sys

from lint_cmm.errors import UsageError, reason

NARROW, WIDE = 40, 120


def color_wanted(refused: bool) -> bool:
    """Whether to colour standard output: --no-color and NO_COLOR win, FORCE_COLOR next, else on a terminal only."""
    if refused or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    shown = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if shown and sys.platform == "win32":
        os.system("")
    return shown


def width() -> int:
    """Columns to write for: the terminal's, within reason; 100 where there is none."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        return 100
    return max(NARROW, min(columns, WIDE))


def write_out(data: bytes, *, as_text: bool) -> None:
    """Write a report to standard output. Text for people is put into the console's own encoding, with "?" for what it lacks.

    A reader who has gone (``| head``) has heard enough: that is no mistake, and says nothing of the files.
    """
    encoding = sys.stdout.encoding or "utf-8"
    if as_text and encoding.lower().replace("-", "") != "utf8":
        data = data.decode("utf-8").encode(encoding, "replace")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: str, data: bytes) -> None:
    """Write a report aside and rename it to ``path``; a device or pipe is written to as it is. Raises UsageError."""
    from lint_cmm.kit import filenames

    special = os.path.exists(path) and not os.path.isfile(path)
    aside = path if special else filenames.aside(path)
    try:
        with open(aside, "wb") as file:
            file.write(data)
        if not special:
            os.replace(aside, path)
    except OSError as error:
        raise UsageError("error.write", path=path, why=reason(error)) from None


def keep_apart(targets: list[str], sources: list[str], key: str) -> None:
    """Raise UsageError ``key`` for the first of ``targets`` (files to write) that is one of ``sources`` (files to read)."""
    there = [(target, os.stat(target)) for target in targets if os.path.isfile(target)]
    if not there:
        return
    known = {(found.st_dev, found.st_ino) for source in sources if os.path.exists(source) for found in [os.stat(source)]}
    for target, found in there:
        if (found.st_dev, found.st_ino) in known:
            raise UsageError(key, path=target)


def each_once(targets: list[str]) -> None:
    """Raise UsageError where a file would be written twice; devices and pipes take anything."""
    files = [os.path.realpath(target) for target in targets if os.path.isfile(target) or not os.path.exists(target)]
    if len(set(files)) < len(files):
        raise UsageError("error.outputs")
