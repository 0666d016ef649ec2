"""Which problem aspects a sentence may say over again: asked of all sentences and all aspects at once, before any two are compared (P209)."""

from __future__ import annotations

from functools import cache, partial
from itertools import accumulate
from math import ceil
from operator import add, or_
from typing import TYPE_CHECKING

from lint_cmm import arrays
from lint_cmm.checks import codes
from lint_cmm.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    _Judged = tuple[Callable[[int, int], list[int]], Sequence[Sequence[int]]]

BITS = 64  # aspects beyond share a bit with others
SHORTEST = 4  # characters of a heading that is looked for
_GAP = "\0"  # between texts, one of which it does not stand in
_PLANE = 0x10000
_BLOCK = 256  # sentences looked at together
_MANY = 200  # pairs of a heading and a sentence from which arrays pay

Read = tuple[str, list[tuple[int, int]]]  # a sentence, where its clauses begin and end


class Bounds(NamedTuple):
    """What a sentence that says an aspect over again surely has: a clause of ``few`` telling characters, of which ``share`` stand in the
    aspect in pairs, beside one of which ``near`` do; or a clause of ``size`` telling characters, of which ``alone`` do. ``slight``
    characters tell nothing."""

    slight: frozenset[str]
    share: float
    near: float
    alone: float
    few: int
    size: int


def suspects(read: list[Read], aspects: list[str], bounds: Bounds) -> list[tuple[set[int], Callable[[], list[int]]]]:
    """For each sentence the numbers of the aspects that it may say over again by the pairs of its clauses, and what tells for each offset
    the aspects, a bit each, that may hold the pair of telling characters there."""
    told = _GAP.join([text for text, _ in read]) + _GAP
    starts = list(accumulate([len(text) + 1 for text, _ in read], initial=0))
    spans = [(at + first, at + last) for at, (_, own) in zip(starts, read, strict=False) for first, last in own]
    pairs, judged = (_by_arrays if arrays.ready() and spans else _by_loops)(told, spans, aspects, bounds)
    found: list[tuple[set[int], Callable[[], list[int]]]] = []
    number = 0
    for start, end, (_, own) in zip(starts, starts[1:], read, strict=False):
        bits = 0
        clauses = judged[number : number + len(own)]
        number += len(own)
        for at, (same, _, alone) in enumerate(clauses):
            if same:
                for _, near, _ in (*clauses[max(at - 2, 0) : at], *clauses[at + 1 : at + 3]):
                    bits |= same & near
            bits |= alone
        numbers = {number for number in range(len(aspects)) if bits >> number % BITS & 1} if bits else set()
        found.append((numbers, partial(pairs, start, end - 2)))
    return found


def _by_loops(told: str, spans: list[tuple[int, int]], aspects: list[str], bounds: Bounds) -> _Judged:
    """The aspects, a bit each, that may hold the pairs of a stretch; for each clause those of which it may have ``share``, ``near`` and
    ``alone`` of its telling characters in pairs."""
    says = [c not in bounds.slight for c in told]
    pairs = list(map(add, told, told[1:]))
    index = dict.fromkeys(pairs, 0)
    for number, text in enumerate(aspects):
        for pair in index.keys() & map(add, text, text[1:]):
            index[pair] |= 1 << number % BITS
    own = [index[pair] if one and other else 0 for pair, one, other in zip(pairs, says, says[1:], strict=False)]
    held = list(map(or_, [*own, 0], [0, *own]))
    judged = []
    for first, last in spans:
        size = sum(says[first:last])
        some = list(filter(None, held[first:last]))
        judged.append(tuple([covering(some, share, size) if size >= few else 0 for share, few in _shares(bounds)]))
    return lambda start, end: own[start:end], judged


def _by_arrays(told: str, spans: list[tuple[int, int]], aspects: list[str], bounds: Bounds) -> _Judged:
    """The same for all clauses at once; pairs of the same hash are one."""
    import numpy as np

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
    says = _says(bounds.slight).take(numbers, mode="clip")
    own = bits.take(ids.take(slots)) * (says[1:] & says[:-1])
    held = np.append(own, np.uint64(0))
    held[1:] |= own
    firsts, lasts = np.array(spans).T
    inside = np.zeros(len(told), np.int8)
    inside[firsts] += 1
    inside[lasts] -= 1
    inside = inside.cumsum(dtype=np.int8)
    kind = np.min_scalar_type((lasts - firsts).max())
    counts = np.add.reduceat(np.unpackbits((held * inside.view(np.bool_)).view(np.uint8)).reshape(-1, BITS), firsts, axis=0, dtype=kind)
    sizes = np.add.reduceat((says & inside.view(np.bool_)).view(np.uint8), firsts, dtype=kind)
    shares = np.array(_shares(bounds))[:, :, None]
    needed = np.where(sizes >= shares[:, 1], np.ceil(shares[:, 0] * sizes - 1e-9), np.iinfo(kind).max).astype(kind)
    judged = np.packbits(counts >= needed[:, :, None], axis=2).view(np.uint64)[:, :, 0].T.tolist()
    return lambda start, end: own[start:end].tolist(), judged


def _shares(bounds: Bounds) -> tuple[tuple[float, int], ...]:
    return (bounds.share, bounds.few), (min(bounds.share, bounds.near), bounds.few), (bounds.alone, bounds.size)


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


def holding(sentences: list[str], headings: list[tuple[frozenset[str], ...]], share: float) -> list[set[int]]:
    """For each sentence the numbers of the aspects with a heading ``share`` of whose characters stand in it."""
    every = frozenset().union(*sentences)
    some = [
        (number, heading, least)
        for number, own in enumerate(headings)
        for heading in own
        if len(heading) >= SHORTEST and len(heading & every) >= (least := ceil(share * len(heading) - 1e-9))
    ]
    found: list[set[int]] = [set() for _ in sentences]
    if len(some) * len(sentences) > _MANY and arrays.ready():
        for at in range(0, len(sentences), _BLOCK):
            for i, j in _held_by_arrays(sentences[at : at + _BLOCK], some):
                found[at + j].add(some[i][0])
        return found
    for own, characters in zip(found, map(frozenset, sentences), strict=True):
        own.update([number for number, heading, least in some if len(heading & characters) >= least])
    return found


def _held_by_arrays(sentences: list[str], headings: list[tuple[int, frozenset[str], int]]) -> list[list[int]]:
    """Which heading stands in which sentence; characters beyond the basic plane are all one."""
    import numpy as np

    rows = codes.read("".join([character for _, heading, _ in headings for character in heading]))
    ids = np.full(_PLANE, len(rows), np.int32)  # a row for each character of a heading, one for all others
    np.put(ids, rows, np.arange(len(rows)), mode="clip")
    stands = np.zeros((len(rows) + 1, len(sentences)), np.uint8)
    columns = np.repeat(np.arange(len(sentences)), list(map(len, sentences)))
    stands[ids.take(codes.read("".join(sentences)), mode="clip"), columns] = 1
    sizes = np.array([len(heading) for _, heading, _ in headings])
    counts = np.add.reduceat(stands.take(ids.take(rows, mode="clip"), axis=0), sizes.cumsum() - sizes, axis=0)
    needed = np.array([least for _, _, least in headings])
    held: list[list[int]] = np.argwhere(counts >= needed[:, None]).tolist()
    return held


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
