"""The compiled form of ``lexicon/themes.toml`` and ``lexicon/background.txt``, so that a run over one file need not cut them all: the words
of the themes under their first two characters, and the words that prove little."""

from __future__ import annotations

from collections import Counter
from typing import Any

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.kit.heads import LEAST, folded

# Characters that bind words and never belong to a telling one: runs are cut there.
BINDERS = (
    "的了在和与是不没有把被就也都还对从以及等个我他她它这那只而但则并或其之于向由到给让使再又已将会要能可每各该至着过地得很更最太年月日"
)
_EDGES = [0x4DFF, *sorted(map(ord, BINDERS)), 0xA000]
_HAN = "".join([f"{chr(a + 1)}-{chr(b - 1)}" for a, b in zip(_EDGES, _EDGES[1:], strict=False) if b - a > 1])  # … without the binders
PAIR = re.compile(f"[{_HAN}]{{2}}")
LONGEST = 32  # characters of a word
_MANY = 32  # themes, more than a word names


def turned(table: dict[str, Any]) -> dict[str, Any]:
    """The table with ``weights`` instead of its themes, and of each side the words in folded groups.

    A group has, between blanks, words in the order of the themes, and at its end a sign for each, see :func:`meant`. Words of one character
    are left out: nobody hears them.
    """
    themes: list[dict[str, Any]] = table["theme"]
    sides = {side: [_words(theme, side) for theme in themes] for side in ("problem", "measure")}
    named = Counter(word for ours, theirs in zip(*sides.values(), strict=True) for word in {*ours, *theirs})
    kept = {key: value for key, value in table.items() if key != "theme"}
    return kept | {"weights": [theme["weight"] for theme in themes]} | {side: _side(words, named) for side, words in sides.items()}


def meant(sign: str) -> tuple[int, int]:
    """The number of the theme that a word names, and how many themes it names in all."""
    return divmod(ord(sign) - LEAST, _MANY)


def _words(theme: dict[str, Any], side: str) -> list[str]:
    return [word for word in f"{theme.get('both', '')} {theme.get(side, '')}".split() if 1 < len(word) <= LONGEST]


def _side(themes: list[list[str]], named: Counter[str]) -> list[str]:
    heads: dict[str, list[tuple[str, str]]] = {}
    for number, words in enumerate(themes):
        for word in words:
            heads.setdefault(word[:2], []).append((word, chr(LEAST + number * _MANY + min(named[word], _MANY - 1))))
    return folded({head: " ".join([*[word for word, _ in some], "".join([sign for _, sign in some])]) for head, some in heads.items()})


def common(data: Data) -> dict[str, str]:
    """The ``words`` that prove little, between blanks, and for each, in ``ranks``, a character: behind :data:`LEAST` its place in the list
    where this tells its worth, then one for everyday words and one for those that prove nothing. ``pairs`` are those of them without
    binders, ``worthless`` those that prove nothing, ``rare`` a pattern for characters that prove something alone: they stand in none."""
    table, background = data.table("themes"), data.lexicon("background")
    size, everyday = len(background), table["options"]["everyday-word"]
    ranks = {word: rank for rank, word in enumerate(background)}
    for word in table["everyday"]["words"].split():
        if word not in ranks or worth(ranks[word], size) > everyday:
            ranks[word] = size
    for word in table["generic"]["words"].split():
        ranks.update([(word[at : at + 2], size + 1) for at in range(len(word) - 1)])
    plain = sorted({*"".join(background), *table["everyday"]["characters"], *BINDERS})
    others = re.escape("".join(plain)) + "\\0-\u4dff\ua000-\U0010ffff"
    return {
        "words": " ".join(ranks),
        "ranks": "".join([chr(LEAST + rank) for rank in ranks.values()]),
        "pairs": "".join(PAIR.findall(" ".join(ranks))),
        "worthless": "".join(PAIR.findall(" ".join([word for word, rank in ranks.items() if rank > size]))),
        "rare": f"[^{others}](?:(?=[{_HAN}])|(?<=[{_HAN}].))",  # beside another one
    }


def worth(rank: int, size: int) -> float:
    """What the word at place ``rank`` of a list of ``size`` is worth."""
    return 0.3 + 0.6 * rank / size
