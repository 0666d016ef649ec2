"""The words of the thesaurus as arrays: what :mod:`lint_cmm.outline.pairing.arrays` looks up."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from lint_cmm.outline.pairing.groups import LOW, PLACE, Array, spread
from lint_cmm.outline.pairing.score import NUMERALS
from lint_cmm.outline.themes import BINDERS

if TYPE_CHECKING:
    from lint_cmm.outline.pairing.units import Thesaurus

HAN, RARE, DIGIT, POINT, MARK, NUMERAL = 1, 2, 4, 8, 16, 32  # what a character can be: part of a word, …
_ALL = 0x110000  # characters there are
_HINTS = 0xFFFF


def codes(text: str) -> Array:
    """``text`` as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.intp)


def grow(known: Thesaurus) -> Tree | None:
    """The tree of ``known``; none where numpy counts in 32 bits (on Windows before its version 2), too few for what is packed."""
    return Tree(known) if np.dtype(int).itemsize == 8 else None


class Tree:
    """The words of both sides as one tree of characters.

    Its nodes are numbered: first the pairs of the background list, the worthless ones at the head, then other beginnings of words, then
    what goes on there. Pairs are a table with a row for every first character and a column for every second one; further characters
    are a sorted list. Words are numbered in the order of their side's entries.
    """

    def __init__(self, known: Thesaurus) -> None:
        han = "".join([character for character in map(chr, range(0x4E00, 0xA000)) if character not in BINDERS])
        self.signs = np.zeros(_ALL, np.uint8)
        rare = "".join(known.rare.findall(han[0].join(["", *han, ""])))
        for sign, characters in ((HAN, han), (RARE, rare), (DIGIT, "0123456789"), (POINT, "."), (MARK, "“《"), (NUMERAL, NUMERALS)):
            self.signs[codes(characters)] |= sign
        common = known.common
        listed = sorted([pair.decode("utf-32-le") for pair in known.pairs], key=lambda pair: (common.worth(pair) != 0.0, pair))
        self.worthless, self.listed = sum([common.worth(pair) == 0.0 for pair in listed]), len(listed)
        sides = *known.problem.whole(), *known.measure.whole()
        heads = [*[words[0][0][:2] for words in sides], *[word[:2] for word in known.plans]]
        pairs = {pair: node for node, pair in enumerate(dict.fromkeys([*listed, *heads]), 1)}
        self._lay(list(pairs))
        self.pairs = pairs
        self._grow(pairs, known)
        self.worth = np.array([1.0, *[common.worth(pair) for pair in pairs]])
        self.common = np.array([False, *[pair in common for pair in pairs]])

    def _lay(self, pairs: list[str]) -> None:
        firsts, seconds = ("".join(dict.fromkeys([pair[at] for pair in pairs])) for at in (0, 1))
        width = len(seconds) + 1
        self._rows, self._columns = np.zeros(_ALL, np.int32), np.zeros(_ALL, np.int32)
        self._rows[codes(firsts)] = np.arange(1, len(firsts) + 1) * width
        self._columns[codes(seconds)] = np.arange(1, width)
        self._table = np.zeros(width * (len(firsts) + 1), np.min_scalar_type(len(pairs)))
        code = codes("".join(pairs))
        self._table[self._rows[code[::2]] + self._columns[code[1::2]]] = np.arange(1, len(pairs) + 1)

    def _grow(self, pairs: dict[str, int], known: Thesaurus) -> None:
        longer: dict[int, int] = {}
        numbers = count(len(pairs) + 1)
        homes: list[int] = []  # of every word: its node, a negative one for measures
        themes: list[int] = []
        self.words: list[str] = []
        self.plans = len(known.weights)  # what words of ordinary business name in measures
        plans = {word[:2]: [(other, self.plans) for other in known.plans if other[:2] == word[:2]] for word in known.plans}
        for side, entries in ((1, known.problem.whole()), (-1, [*known.measure.whole(), *plans.values()])):
            for words in entries:
                for word, theme in words:
                    node = pairs[word[:2]]
                    for character in word[2:]:
                        step = node * _ALL + ord(character)
                        node = longer[step] if step in longer else longer.setdefault(step, next(numbers))
                    homes.append(node * side)
                    self.words.append(word)
                    themes.append(theme)
        self.themes = np.array(themes, int)
        self.heads = np.array([pairs[word[:2]] for word in self.words])
        self.weights = np.array([*known.weights, 0.0])  # … and of ordinary business
        self.powers: dict[float, list[float]] = {}  # by exponent, of the numbers from 0, where they have been asked for
        self.same = np.unique(np.abs(homes) * (max(themes, default=0) + 1) + self.themes, return_inverse=True)[1]
        self.lack = np.full(len(themes), np.nan)  # what a word lacks of one, where it has been asked for
        self.longest = max(map(len, self.words), default=2)
        self._size = size = next(numbers)
        self._steps = np.array([*sorted(longer), _ALL * size])
        self._hints = np.zeros(_HINTS + 1, bool)  # spares most searches
        self._hints[_hint(self._steps // _ALL, self._steps % _ALL)] = True
        self._ends = np.array([longer.get(step, 0) for step in self._steps.tolist()])
        self._goes_on = np.zeros(size + 1, bool)
        self._goes_on[self._steps // _ALL] = True
        home = np.array(homes, int)
        home[home < 0] = size - home[home < 0]
        self._members = np.argsort(home, kind="stable")
        self._many = np.bincount(home, minlength=2 * size)
        self._first = np.cumsum(self._many) - self._many
        speaks = self._goes_on[:size] | (self._many.reshape(2, size).sum(0) > 0)
        self._speaks = speaks[: len(pairs) + 1]

    def nodes(self, code: Array) -> Array:
        """For every pair of neighbours in ``code`` its node, 0 for none."""
        return self._table.take(self._rows.take(code[:-1]) + self._columns.take(code[1:]))

    def said(self, code: Array, nodes: Array, split: int) -> tuple[Array, Array]:
        """Where words begin, and which, in the order of the places, then of the entries. From ``split`` on measures are read."""
        at = np.flatnonzero(self._speaks.take(nodes))
        node = nodes[at].astype(np.int64)
        places, ends = [at], [node]
        for length in range(2, self.longest):
            on = np.flatnonzero(self._goes_on.take(node))
            at, node = at[on], node[on]
            following = code[at + length]
            on = np.flatnonzero(self._hints.take(_hint(node, following)))
            step = node[on] * _ALL + following[on]
            slot = self._steps.searchsorted(step)
            same = self._steps[slot] == step
            at, node = at[on[same]], self._ends[slot[same]]
            if not len(at):
                break
            places.append(at)
            ends.append(node)
        at, end = np.concatenate(places), np.concatenate(ends)
        end[at >= split] += self._size
        many = self._many[end]
        some = np.flatnonzero(many > 0)
        at, end = at[some], end[some]
        owner, which = spread(many[some])
        both = np.sort(at[owner] << LOW | self._members[self._first[end][owner] + which])
        return both >> LOW, both & PLACE


def _hint(node: Array, character: Array) -> Array:
    found: Array = (node * 613 + character) & _HINTS
    return found
