"""The compiled form of ``lexicon/themes.toml``: its words under their first two characters, so that a run over one file need not cut them all."""

from __future__ import annotations

from typing import Any

from lint_cmm.data import SEPARATOR


def turned(table: dict[str, Any]) -> dict[str, Any]:
    """The table with ``weights`` instead of its themes, and of each side the words as two texts.

    The first is the first two characters of all words, one after another; the second has for each of these, in the same order and between
    separators, the words and the numbers of the themes that they name, in the order of the themes. Words of one character are left out:
    nobody hears them.
    """
    themes: list[dict[str, Any]] = table["theme"]
    kept = {key: value for key, value in table.items() if key != "theme"}
    return kept | {"weights": [theme["weight"] for theme in themes]} | {side: _side(themes, side) for side in ("problem", "measure")}


def _side(themes: list[dict[str, Any]], side: str) -> list[str]:
    heads: dict[str, list[tuple[str, str]]] = {}
    for number, theme in enumerate(themes):
        for word in f"{theme.get('both', '')} {theme.get(side, '')}".split():
            if len(word) > 1:
                heads.setdefault(word[:2], []).append((word, str(number)))
    entries = [f"{' '.join([word for word, _ in some])} {','.join([theme for _, theme in some])}" for some in heads.values()]
    return ["".join(heads), SEPARATOR.join(entries)]
