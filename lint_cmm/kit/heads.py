"""Words listed under the two characters with which they begin, so that of thousands only those are cut that can stand in a text.

Pairs of neighbouring characters are bytes here: ``struct`` cuts a text into them in a third of the time that strings take.
"""

from __future__ import annotations

from codecs import utf_32_le_encode
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, compress
from struct import Struct

_PAIRS = Struct("8s" * 8)  # … of characters, in UTF-32
LEAST = 0x100  # what is added to a number that is kept as a character: JSON escapes those that small ones are


def pairs(text: str) -> list[bytes]:
    """Every character of ``text`` but the last, with the one behind it."""
    found = [b""] * (len(text) - 1)
    found[::2], found[1::2] = cut(text[: len(text) & ~1]), cut(text[1 : len(text) - 1 | 1])
    return found


def cut(text: str) -> list[bytes]:
    """``text`` in pairs, one after another."""
    wide = code(text)
    return list(chain.from_iterable(_PAIRS.iter_unpack(wide + bytes(-len(wide) % _PAIRS.size))))[: -(-len(text) // 2)]


def folded(groups: dict[str, str]) -> list[str]:
    """Groups of words by the two characters with which all of a group begin, as three texts: these, the groups' sizes, the groups."""
    return ["".join(groups), "".join([chr(LEAST + len(group)) for group in groups.values()]), "".join(groups.values())]


class Groups:
    """Groups of words, out of their folded form when somebody asks for them."""

    def __init__(self, folded: list[str]) -> None:
        heads, sizes, self._text = folded
        self._heads = cut(heads)
        self._ends = [0, *accumulate(memoryview(code(sizes)).cast("I"))]

    def begun_by(self, wanted: set[bytes]) -> Iterator[tuple[bytes, str]]:
        """The groups that begin with one of the ``wanted`` pairs, by their pair."""
        return self._some(compress(range(len(self._heads)), map(wanted.__contains__, self._heads)))

    def all(self) -> Iterator[tuple[bytes, str]]:
        """All groups, by the pair with which they begin."""
        return self._some(range(len(self._heads)))

    def _some(self, numbers: Iterable[int]) -> Iterator[tuple[bytes, str]]:
        for i in numbers:
            yield self._heads[i], self._text[self._ends[i] - LEAST * i : self._ends[i + 1] - LEAST * (i + 1)]


def code(text: str) -> bytes:
    """``text`` in UTF-32: of two characters, their pair."""
    return utf_32_le_encode(text, "surrogatepass")[0]  # by its name it would load a module of its own
