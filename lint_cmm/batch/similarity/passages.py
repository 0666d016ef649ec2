"""What two documents have in common, passage by passage: exact runs found by hash, joined over small changes.

Lengths are in kept characters (see :mod:`grams`); the positions of a :class:`Passage` are offsets into the texts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lint_cmm.batch.similarity.grams import LONG, SHORT, Array64, ArrayInt, Codes, Mask, encode, hashes, sampled
from lint_cmm.batch.similarity.join import Cuts, Stock

GAP = 24  # kept characters that may differ inside one passage
WINDOW = 120  # kept characters
_LEAST = 24  # a shorter passage is chance
_COUNTED = 60  # only passages as long count for the share: one sentence in common is chance
_PHRASE = 16


class Passage(NamedTuple):
    """One shared stretch: offsets into both texts (end exclusive), its kept length, how much of that is no stock (``own``),
    and how much is no stock where it stands (``rare``)."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    length: int
    own: int
    rare: int
    wide: int


class Prepared(NamedTuple):
    """A document ready for comparison. ``counted`` marks kept characters that are no frame, ``own`` those that are no stock
    either; ``rare`` the same with stock counted in where it is part of a long run that only a few documents share, ``wide`` where a large family shares it."""

    codes: Codes
    short: Array64
    order: ArrayInt
    ordered: Array64
    counted: Mask
    own: Mask
    rare: Mask
    wide: Mask


def prepare(text: str, frame: tuple[tuple[int, int], ...], stock: Stock, cuts: Cuts) -> Prepared:
    """Ready ``text`` for comparison; ``frame`` are its stretches that do not count (headings, opening, set phrases)."""
    codes = encode(text)
    short, long = hashes(codes.units)
    size = len(codes.units)
    counted = np.ones(size, dtype=bool)
    for start, end in frame:
        low, high = np.searchsorted(codes.positions, (start, end))
        counted[low:high] = False
    at = sampled(short, cuts.rate)
    common = _spread(at, stock.has(stock.short, short[at]), size)
    runs = sampled(long, cuts.long_rate)
    rare = _cover(runs[stock.has(stock.rare, long[runs])], LONG, size)
    kin = _cover(runs[stock.has(stock.family, long[runs])], LONG, size)
    wide = counted & (~common | kin)
    own = np.flatnonzero(wide[: len(short)])  # what is looked for in another document is its own text, and it is that there too
    order = own[np.argsort(short[own], kind="stable")]
    return Prepared(codes, short, order, short[order], counted, counted & ~common, counted & (~common | rare), wide)


def _cover(at: ArrayInt, length: int, size: int) -> Mask:
    edges = np.zeros(size + 1, dtype=np.int64)
    np.add.at(edges, at, 1)
    np.add.at(edges, np.minimum(at + length, size), -1)
    covered: Mask = np.cumsum(edges)[:size] > 0
    return covered


def _spread(at: ArrayInt, common: Mask, size: int) -> Mask:
    """Stock characters: every stock run, and what lies between two neighbouring sampled runs that are both stock.

    A stretch shorter than :data:`_PHRASE` is no stock: a sentence of one's own is made of common phrases too.
    """
    ends = at + SHORT
    both = common[:-1] & common[1:]
    ends[:-1][both] = at[1:][both]
    edges = np.zeros(size + 1, dtype=np.int64)
    np.add.at(edges, at[common], 1)
    np.add.at(edges, np.minimum(ends[common], size), -1)
    covered: Mask = np.cumsum(edges)[:size] > 0
    turns = np.flatnonzero(np.diff(np.concatenate(([False], covered, [False])).astype(np.int8)))
    for start, end in turns.reshape(-1, 2)[np.diff(turns)[::2] < _PHRASE].tolist():
        covered[start:end] = False
    return covered


class Glance(NamedTuple):
    """A first look at a pair: ``shared`` kept characters of own text in common, at most so many; ``dense`` the most matching characters
    in any stretch of :data:`WINDOW`, on the shift that most of the own text has."""

    shared: int
    dense: int


def glance(a: Prepared, b: Prepared) -> Glance:
    """What :func:`align` could find at best, at a tenth of its cost."""
    i, shifts = _shifts(a, b)
    if not len(i):
        return Glance(0, 0)
    shared = int(np.count_nonzero(_cover(i, SHORT, len(a.own)) & a.wide))
    shifts.sort()
    ends = np.searchsorted(shifts, shifts + GAP, side="right")
    best = int(np.argmax(ends - np.arange(len(shifts))))
    found, counts = np.unique(shifts[best : ends[best]], return_counts=True)
    equal = np.zeros(len(a.own) + 1, dtype=np.int64)
    for shift in found[np.argsort(-counts, kind="stable")[:6]].tolist():
        low, high = max(0, -shift), min(len(a.own), len(b.own) - shift)
        equal[low + 1 : high + 1] |= a.codes.units[low:high] == b.codes.units[low + shift : high + shift]
    total = np.cumsum(equal)
    return Glance(shared, int((total[WINDOW:] - total[:-WINDOW]).max()) if len(total) > WINDOW else int(total[-1]))


def _shifts(a: Prepared, b: Prepared) -> tuple[ArrayInt, ArrayInt]:
    """Where runs of a's own text start that stand in ``b`` too, and by how much ``b`` is shifted there (first occurrence)."""
    none = np.zeros(0, dtype=np.int64)
    if not len(b.ordered) or not len(a.short):
        return none, none
    own = np.flatnonzero(a.wide[: len(a.short)])
    low = np.searchsorted(b.ordered, a.short[own], side="left")
    hit = b.ordered[np.minimum(low, len(b.ordered) - 1)] == a.short[own]
    return own[hit], b.order[low[hit]] - own[hit]


def align(a: Prepared, b: Prepared) -> tuple[list[Passage], Mask, Mask]:
    """The shared passages in the order of ``a``, and which kept characters of each side they match exactly."""
    hit_a = np.zeros(len(a.own), dtype=bool)
    hit_b = np.zeros(len(b.own), dtype=bool)
    found: list[Passage] = []
    for chain in _chains(_runs(a, b)):
        first, last = chain[0], chain[-1]
        start, end = first[0], last[0] + last[2]
        if end - start < _LEAST:
            continue
        equal = np.zeros(end - start, dtype=bool)
        for i, j, length in chain:
            equal[i - start : i - start + length] = True
            if end - start >= _COUNTED:
                hit_a[i : i + length] = True
                hit_b[j : j + length] = True
        sizes = [int(np.count_nonzero(equal & mask[start:end])) for mask in (a.counted, a.own, a.rare, a.wide)]
        at_a, at_b = a.codes.positions, b.codes.positions
        places = (at_a[start], at_a[end - 1] + 1, at_b[first[1]], at_b[last[1] + last[2] - 1] + 1)
        found.append(Passage(*(int(place) for place in places), *sizes))
    return found, hit_a, hit_b


def _runs(a: Prepared, b: Prepared) -> list[tuple[int, int, int]]:
    """Exact runs (start in a, start in b, length) in the order of ``a``; what the better diagonal matched is not matched again.

    A diagonal is a shift between the two. Text of one's own picks the diagonals; along each of them everything that is equal counts,
    so that a stock sentence inside a copied passage belongs to the passage wherever else it stands.
    """
    size = len(a.own)
    free = np.ones(size, dtype=bool)
    runs: list[tuple[int, int, int]] = []
    for shift in _diagonals(a, b):
        low, high = max(0, -shift), min(size, len(b.own) - shift)
        equal = (a.codes.units[low:high] == b.codes.units[low + shift : high + shift]) & free[low:high]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], equal, [False])).astype(np.int8)))
        starts, ends = edges[::2], edges[1::2]
        enough = ends - starts >= SHORT
        for start, end in zip((starts[enough] + low).tolist(), (ends[enough] + low).tolist(), strict=True):
            free[start:end] = False
            runs.append((start, start + shift, end - start))
    return sorted(runs)


def _diagonals(a: Prepared, b: Prepared, most: int = 96) -> list[int]:
    """The shifts on which runs of a's own text stand in ``b``, best supported first."""
    i, shifts = _shifts(a, b)
    if not len(i):
        return []
    high = np.searchsorted(b.ordered, a.short[i], side="right") - 1
    found, counts = np.unique(np.concatenate((shifts, b.order[high] - i)), return_counts=True)
    best = np.lexsort((found, -counts))[:most]
    return [int(shift) for shift in found[best[counts[best] >= 4]]]


def _chains(runs: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Runs that follow one another in both documents with at most :data:`GAP` between them, overlaps cut."""
    chains: list[list[tuple[int, int, int]]] = []
    for i, j, length in runs:
        if chains:
            last = chains[-1][-1]
            lap = max(0, last[0] + last[2] - i, last[1] + last[2] - j)
            gap_a, gap_b = i - last[0] - last[2], j - last[1] - last[2]
            if lap < length and -SHORT < gap_a <= GAP and -SHORT < gap_b <= GAP:
                chains[-1].append((i + lap, j + lap, length - lap))
                continue
        chains.append([(i, j, length)])
    return chains
