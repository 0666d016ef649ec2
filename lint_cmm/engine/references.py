"""Reference texts (``--reference DIR``): what a submission's wording is compared with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from lint_cmm.engine.underway import attempt
from lint_cmm.errors import UsageError
from lint_cmm.model.types import Document
from lint_cmm.package.discover import OWNER, READ, SYSTEM
from lint_cmm.package.source import open_path
from lint_cmm.rulebook.folder import files_under


def read_references(folder: str, read: Callable[[bytes], Document]) -> tuple[tuple[str, str], ...]:
    """(path from ``folder``, body text) of every Word file and .txt (UTF-8) below it, sorted by path.

    Files that cannot be read are passed over, see :func:`unread_references`. Raises UsageError when there is no such folder or no text
    in it.
    """
    if not os.path.isdir(folder):
        raise UsageError("error.folder", path=folder)
    found = tuple((path, text) for path, text in _texts(folder, read) if text is not None)
    if not found:
        raise UsageError("error.no-files", path=folder)
    return found


def unread_references(folder: str, read: Callable[[bytes], Document]) -> tuple[str, ...]:
    """Paths from ``folder`` of the files there that nothing is compared with: of another kind, broken, or without words."""
    return tuple(path for path, text in _texts(folder, read) if not (text or "").strip())


def _texts(folder: str, read: Callable[[bytes], Document]) -> Iterator[tuple[str, str | None]]:
    """(path from ``folder``, body text or None) of every file below it that somebody put there."""
    for path in files_under(folder, ("",)):
        name = os.path.basename(path).lower()
        if name.startswith(OWNER) or name in SYSTEM:
            continue
        text = attempt("reader", lambda path=path: _text(path, read)) if name.endswith((*READ, ".txt")) else None  # type: ignore[misc]
        yield os.path.relpath(path, folder).replace(os.sep, "/"), text if isinstance(text, str) else None


def _text(path: str, read: Callable[[bytes], Document]) -> str:
    data = open_path(path)
    return data.decode("utf-8-sig", "replace") if path.lower().endswith(".txt") else read(data).body.text
