"""Word lists and tables: the data of ``rules/lexicon``, read once per process."""

from __future__ import annotations

from typing import Any


class Data:
    """Lexicons and tables by name.

    ``lexicons`` maps a name (the file's stem) to its entries, ``tables`` to a parsed TOML file.
    """

    def __init__(self, lexicons: dict[str, tuple[str, ...]], tables: dict[str, dict[str, Any]]) -> None:
        self._lexicons = lexicons
        self._tables = tables
        self.memo: dict[str, Any] = {}  # what modules derive from the data once (automata, compiled patterns)

    def lexicon(self, name: str) -> tuple[str, ...]:
        """The entries of ``lexicon/NAME.txt`` in file order; comments and blank lines are left out."""
        return self._lexicons[name]

    def table(self, name: str) -> dict[str, Any]:
        """The contents of ``lexicon/NAME.toml``."""
        return self._tables[name]
