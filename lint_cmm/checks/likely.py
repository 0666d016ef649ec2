"""Which problem aspects a sentence may say over again: asked of all aspects at once, a bit each, before any of them is compared (P209)."""

from __future__ import annotations

from math import ceil
from operator import add

from lint_cmm import arrays
from lint_cmm.checks import codes

BITS = 62  # aspects beyond share a bit with others
_SHORTEST = 4  # characters of a heading that is looked for


class Likely:
    """The aspects by their pairs of characters and by the characters of their points' headings.

    ``pairs`` has a number for each offset in ``told``, all that causes tell: the aspects that may hold the pair that stands there.
    """

    def __init__(self, texts: list[str], headings: list[tuple[frozenset[str], ...]], told: str, share: float) -> None:
        self.pairs = _pairs(texts, told)
        self._needs: list[tuple[float, int]] = []
        self._by_character: dict[str, list[int]] = {}
        for number, own in enumerate(headings):
            for heading in own:
                if len(heading) >= _SHORTEST:
                    for character in heading:
                        self._by_character.setdefault(character, []).append(len(self._needs))
                    self._needs.append((share * len(heading), number))

    def named(self, characters: frozenset[str]) -> set[int]:
        """The numbers of the aspects, most of the heading of a point of which is among ``characters``."""
        counts: dict[int, int] = {}
        for character in characters:
            for heading in self._by_character.get(character, ()):
                counts[heading] = counts.get(heading, 0) + 1
        return {self._needs[heading][1] for heading, count in counts.items() if count >= self._needs[heading][0]}


def _pairs(texts: list[str], told: str) -> list[int]:
    if arrays.ready():
        import numpy as np

        whole = "\n".join(texts)
        shift = np.uint32(32 - (16 * len(whole)).bit_length())
        table = np.zeros(1 << (32 - int(shift)), np.int64)
        places, at = codes.grams(codes.read(whole), 2) >> shift, 0
        for number, text in enumerate(texts):
            table[places[at : at + len(text) - 1]] |= 1 << number % BITS
            at += len(text) + 1
        found: list[int] = table.take(codes.grams(codes.read(told), 2) >> shift).tolist()
        return found
    pairs = list(map(add, told, told[1:]))
    index = dict.fromkeys(pairs, 0)
    for number, text in enumerate(texts):
        for pair in index.keys() & map(add, text, text[1:]):
            index[pair] |= 1 << number % BITS
    return [index[pair] for pair in pairs]


def covering(held: list[int], share: float, size: int) -> int:
    """The bits that stand in at least ``share`` of ``size`` of the numbers of ``held``."""
    least = ceil(share * size - 1e-9)
    if least > len(held):
        return 0
    planes = [0] * (len(held).bit_length() + 1)  # how often each bit stands there, in binary figures: the ones, the twos …
    for number in held:
        figure = 0
        while number:
            planes[figure], number = planes[figure] ^ number, planes[figure] & number
            figure += 1
    more, even = 0, -1
    for figure in range(len(planes) - 1, -1, -1):
        if least >> figure & 1:
            even &= planes[figure]
        else:
            more |= even & planes[figure]
            even &= ~planes[figure]
    return more | even if least > 0 else -1
