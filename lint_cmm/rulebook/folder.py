"""The folder of the rules: where it is, what lies in it, and how a check says which options it takes."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

FAMILIES = {
    "E": "file",
    "S": "structure",
    "P": "pairing",
    "D": "disclosure",
    "B": "repetition",
    "W": "watermark",
    "H": "hygiene",
    "T": "text",
    "F": "layout",
    "X": "batch",
}


def rules_folder() -> str:
    """The built-in ``rules`` folder: inside the package in a wheel, beside it in a source tree or editable install."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")


def files_under(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    """All files below ``folder`` with one of ``suffixes``, sorted by path."""
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir():
                if entry.is_symlink() and os.path.realpath(folder).startswith(os.path.realpath(entry.path)):
                    continue  # a link to a folder around it
                found += files_under(entry.path, suffixes)
            elif entry.name.endswith(suffixes) and entry.is_file():
                found.append(entry.path)
    return found


def function_of(check: str) -> Callable[..., Any]:
    """The function that rule files call "module.function"."""
    module, _, function = check.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"lint_cmm.checks.{module}"), function)
    return found


def options_type(check: Callable[..., Any]) -> Any:
    """The NamedTuple that annotates a check's second parameter, or None for a check without options.

    Looked up by name in the check's own module: its other annotations may name types that are imported for typing only.
    """
    kind = check.__annotations__.get(check.__code__.co_varnames[1])
    if isinstance(kind, str):
        kind = check.__globals__.get(kind)
    return kind if hasattr(kind, "_fields") else None
