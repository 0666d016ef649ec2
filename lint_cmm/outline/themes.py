"""The compiled form of ``lexicon/themes.toml``: its words under their first two characters, so that a run over one file need not cut them all."""

from __future__ import annotations

from typing import Any

from lint_cmm.kit.heads import LEAST, folded


def turned(table: dict[str, Any]) -> dict[str, Any]:
    """The table with ``weights`` instead of its themes, and of each side the words in folded groups.

    A group has, between blanks, words in the order of the themes, and at its end a character for each, which tells the theme that it names
    (:data:`LEAST` the first). Words of one character are left out: nobody hears them.
    """
    themes: list[dict[str, Any]] = table["theme"]
    kept = {key: value for key, value in table.items() if key != "theme"}
    return kept | {"weights": [theme["weight"] for theme in themes]} | {side: _side(themes, side) for side in ("problem", "measure")}


def _side(themes: list[dict[str, Any]], side: str) -> list[str]:
    heads: dict[str, list[tuple[str, str]]] = {}
    for number, theme in enumerate(themes):
        for word in f"{theme.get('both', '')} {theme.get(side, '')}".split():
            if len(word) > 1:
                heads.setdefault(word[:2], []).append((word, chr(LEAST + number)))
    return folded({head: " ".join([*[word for word, _ in some], "".join([theme for _, theme in some])]) for head, some in heads.items()})
