"""Reference texts (``--reference DIR``): what a submission's wording is compared with."""

from __future__ import annotations

import os
from collections.abc import Callable

from lint_cmm.errors import UsageError
from lint_cmm.model.types import Document
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.source import open_path
from lint_cmm.rulebook.folder import files_under


def read_references(folder: str, read: Callable[[bytes], Document]) -> tuple[tuple[str, str], ...]:
    """(path from ``folder``, body text) of every .docx, .docm and .txt (UTF-8) below it, sorted by path.

    Files that cannot be read are passed over. Raises UsageError when there is no such folder or no text in it.
    """
    if not os.path.isdir(folder):
        raise UsageError("error.folder", path=folder)
    found = []
    for path in files_under(folder, (".docx", ".docm", ".txt")):
        try:
            data = open_path(path)
            text = data.decode("utf-8-sig", "replace") if path.endswith(".txt") else read(data).body.text
        except InputRejected:
            continue
        found.append((os.path.relpath(path, folder).replace(os.sep, "/"), text))
    if not found:
        raise UsageError("error.no-files", path=folder)
    return tuple(found)
