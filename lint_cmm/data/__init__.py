"""What comes as data. Here: the word lists and tables of ``rules/lexicon``, read once per process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SEPARATOR = "\x7f"  # stands between the entries of a lexicon in its compiled form: one text is read faster than thousands


class Data:
    """Lexicons and tables by name.

    ``lexicons`` maps a name (the file's stem) to its entries, or to their compiled form, which is cut when somebody asks for it;
    ``tables`` to a parsed TOML file. ``index`` is what :mod:`lint_cmm.checks.scan` and :mod:`lint_cmm.outline.themes` have made of them
    when they were compiled.
    """

    def __init__(
        self,
        lexicons: Mapping[str, tuple[str, ...] | str],
        tables: dict[str, dict[str, Any]],
        index: dict[str, Any] | None = None,
    ) -> None:
        self._lexicons = dict(lexicons)
        self._tables = tables
        self.index = index
        self.memo: dict[str, Any] = {}  # what modules derive from the data once (automata, compiled patterns)

    def lexicon(self, name: str) -> tuple[str, ...]:
        """The entries of ``lexicon/NAME.txt`` in file order; comments and blank lines are left out."""
        held = self._lexicons[name]
        if isinstance(held, str):
            held = self._lexicons[name] = tuple(held.split(SEPARATOR)) if held else ()
        return held

    def table(self, name: str) -> dict[str, Any]:
        """The contents of ``lexicon/NAME.toml``."""
        return self._tables[name]
