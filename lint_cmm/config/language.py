"""The language of a call that has gone wrong, or that only asks for help: nothing may be parsed or loaded yet."""

from __future__ import annotations

import os
from typing import Any

from lint_cmm.config import PROJECT, TABLE, find_config
from lint_cmm.data.toml import read_toml
from lint_cmm.errors import UsageError


def language(argv: list[str], places: list[str]) -> str:
    """ "zh" or "en": what --lang says, else the configuration, else Chinese.

    The configuration is the one named in ``argv``, or the nearest one to the first of ``places`` that is there (default: the
    current folder). One that cannot be read says nothing.
    """
    given = _value("--lang", argv)
    if given or "--no-config" in argv:
        return "en" if given == "en" else "zh"
    place = next((p for p in places if os.path.exists(p)), ".")
    try:
        path = _value("--config", argv) or find_config(place if os.path.isdir(place) else os.path.dirname(place) or ".")
        table: Any = read_toml(path).content if path else {}
    except UsageError:
        return "zh"
    for key in (*(TABLE if os.path.basename(path) == PROJECT else ()), "lang"):
        table = table.get(key) if isinstance(table, dict) else None
    return "en" if table == "en" else "zh"


def _value(option: str, argv: list[str]) -> str:
    """The last value given with ``option``, or ""."""
    words = argv[: argv.index("--")] if "--" in argv else argv
    found = ""
    for i, word in enumerate(words):
        if word == option:
            found = "".join(words[i + 1 : i + 2])
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found
