"""Which problem aspects a sentence of the causes may say over again: asked of all sentences and all aspects at once (P209)."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from operator import add, or_
from typing import TYPE_CHECKING

from lint_cmm import arrays
from lint_cmm.checks import codes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BITS = 64  # aspects beyond share a bit with others
_GAP = "\0"  # between texts, one of which it does not stand in
_PLANE = 0x10000

Read = tuple[str, list[tuple[int, int]]]  # a sentence, where its clauses begin and end


def likely(read: list[Read], aspects: list[str], slight: frozenset[str], gain: int, least: int) -> list[set[int]]:
    """For each sentence the numbers of the ``aspects`` that it may say over again, none left out of those that it does.

    In such an aspect stand the pairs that some of its clauses in a row consist of: with ``gain`` for each telling character that is in
    one and a loss of 1 for each that is in none, these clauses reach ``least``. ``slight`` characters tell nothing.
    """
    judged = (_by_arrays if arrays.ready() and any(own for _, own in read) else _by_loops)(read, aspects, slight, gain, least)
    return [{number for number in range(len(aspects)) if bits >> number % BITS & 1} if bits else set() for bits in judged]


def _by_loops(read: list[Read], aspects: list[str], slight: frozenset[str], gain: int, least: int) -> list[int]:
    """The aspects, a bit each, by how many characters are in pairs that stand there: a run that reaches ``least`` has so many."""
    index = dict.fromkeys([pair for text, _ in read for pair in map(add, text, text[1:])], 0)
    for number, text in enumerate(aspects):
        for pair in index.keys() & map(add, text, text[1:]):
            index[pair] |= 1 << number % BITS
    for pair in [pair for pair, bits in index.items() if bits and (pair[0] in slight or pair[1] in slight)]:
        index[pair] = 0
    judged = []
    for text, spans in read:
        own = list(map(index.__getitem__, map(add, text, text[1:])))
        held = list(map(or_, [*own, 0], [0, *own]))
        together = 0  # what clauses gain when all aspects are taken for one
        for first, last in spans:
            size = sum([c not in slight for c in text[first:last]])
            together += max((gain + 1) * (last - first - held[first:last].count(0)) - size, 0)
        judged.append(often(held, -(-least // gain)) if together >= least else 0)
    return judged


def _by_arrays(read: list[Read], aspects: list[str], slight: frozenset[str], gain: int, least: int) -> list[int]:
    """The same by what the clauses of a sentence that gain at all gain together; pairs of the same hash are one."""
    import numpy as np

    told = _GAP.join([text for text, _ in read]) + _GAP
    starts = list(accumulate([len(text) + 1 for text, _ in read], initial=0))
    firsts, lasts = np.array([(at + first, at + last) for at, (_, own) in zip(starts, read, strict=False) for first, last in own]).T
    numbers = codes.read(told)
    every = codes.grams(codes.read(_GAP.join(aspects)), 2)
    shift = np.uint32(32 - (16 * len(every)).bit_length())
    slots = codes.grams(numbers, 2) >> shift
    ids = np.full(1 << (32 - int(shift)), len(slots), np.min_scalar_type(len(slots)))  # a number for each pair told, the last for others
    ids[slots] = np.arange(len(slots))
    places = ids.take(every >> shift)
    some = (places < len(slots)).nonzero()[0]
    flags = np.repeat(_flags(len(aspects)), [len(text) + 1 for text in aspects])
    bits = np.zeros(len(slots), np.uint64)
    np.bitwise_or.at(bits, places.take(some), flags.take(some))
    says = _says(slight).take(numbers, mode="clip")
    own = bits.take(ids.take(slots)) * (says[1:] & says[:-1])
    held = np.append(own, np.uint64(0))
    held[1:] |= own
    inside = np.zeros(len(told), np.int8)
    inside[firsts] += 1
    inside[lasts] -= 1
    within = inside.cumsum(dtype=np.int8).view(np.bool_)
    width = -(-min(len(aspects), BITS) // 8)  # bytes that hold a bit
    planes = np.unpackbits((held * within).astype("<u8").view(np.uint8).reshape(-1, 8)[:, :width], axis=1, bitorder="little")
    kind = np.min_scalar_type((lasts - firsts).max())
    counts = np.add.reduceat(planes, firsts, axis=0, dtype=kind)
    sizes = np.add.reduceat((says & within).view(np.uint8), firsts, dtype=kind)
    gains = np.maximum(counts.astype(np.int32) * (gain + 1) - sizes[:, None], 0)
    many = np.array([len(own) for _, own in read])
    spoken = many.nonzero()[0]
    reached = np.add.reduceat(gains, (many.cumsum() - many)[spoken], axis=0) >= least
    judged = [0] * len(read)
    for at, bit in zip(*[axis.tolist() for axis in reached.nonzero()], strict=True):
        judged[spoken[at]] |= 1 << bit
    return judged


@cache
def _flags(count: int) -> npt.NDArray[np.uint64]:
    import numpy as np

    flags: npt.NDArray[np.uint64] = np.uint64(1) << (np.arange(count, dtype=np.uint64) % np.uint64(BITS))
    return flags


@cache
def _says(slight: frozenset[str]) -> codes.Flags:
    import numpy as np

    table = np.ones(_PLANE, np.bool_)
    table[[min(ord(character), _PLANE - 1) for character in slight]] = False
    return table


def often(held: list[int], least: int) -> int:
    """The bits that stand in at least ``least`` of the numbers of ``held``."""
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
