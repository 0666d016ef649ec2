"""What two documents have in common, passage by passage: exact runs found by hash, joined over small changes.

Lengths are in kept characters (see :mod:`grams`); the positions of a :class:`Passage` are offsets into the texts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lint_cmm.batch.similarity.grams import LONG, SHORT, Array64, ArrayInt, Codes, Mask, encode, hashes, sampled
from lint_cmm.batch.similarity.join import Cuts, Stock

GAP = 24  # kept characters that may differ inside one passage
WINDOW = 80  # kept characters
_LEAST = 24  # a shorter passage is chance
_COUNTED = 60  # only passages as long count for the share: one sentence in common is chance
_PHRASE = 16
_STOPS = frozenset("。！？!?\n\v")
_PART = 12  # kept characters of a sentence, without which a passage does not go into it
_TIMES = 8  # a run that one document has more often is followed to so many places


class Passage(NamedTuple):
    """One shared stretch: offsets into both texts (end exclusive), its kept length, how much of that is no stock (``own``), how much is
    no stock where it stands (``rare``) or counting in what a large family shares (``wide``), how much stands in a few documents only
    (``few``), and through how many sentences what is no stock goes (``sentences``)."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    length: int
    own: int
    rare: int
    wide: int
    few: int
    sentences: int


class Prepared(NamedTuple):
    """A document ready for comparison. ``counted`` marks kept characters that are no frame, ``own`` those that are no stock
    either; ``rare`` the same with stock counted in where it is part of a long run that only a few documents share, ``wide`` where a large
    family shares it, ``few`` without what stands in more than a few documents. ``sentences``: the number of the sentence that each stands
    in. ``order``: where the runs of :data:`SHORT` stand, sorted by their hashes ``ordered``; ``ends[k]`` is the end of the equal ones
    from ``k`` on."""

    codes: Codes
    order: ArrayInt
    ordered: Array64
    ends: ArrayInt
    counted: Mask
    own: Mask
    rare: Mask
    wide: Mask
    few: Mask
    sentences: ArrayInt


def prepare(text: str, frame: tuple[tuple[int, int], ...], stock: Stock, cuts: Cuts) -> Prepared:
    """Ready ``text`` for comparison; ``frame`` are its stretches that do not count (headings, opening, set phrases)."""
    codes = encode(text)
    short, long = hashes(codes.units)
    size = len(codes.units)
    counted = np.ones(size, dtype=bool)
    for start, end in frame:
        low, high = np.searchsorted(codes.positions, (start, end))
        counted[low:high] = False
    stops = np.array([i for i, c in enumerate(text) if c in _STOPS], dtype=np.int64)
    sentences = np.searchsorted(stops, codes.positions)
    at = sampled(short, cuts.rate)
    common, some = (
        _spread(at, known, size) | _whole(at, known, sentences)
        for known in (stock.has(stock.short, short[at]), stock.has(stock.some, short[at]))
    )
    runs = sampled(long, cuts.long_rate)
    rare = _cover(runs[stock.has(stock.rare, long[runs])], LONG, size)
    kin = _cover(runs[stock.has(stock.family, long[runs])], LONG, size)
    wide = counted & (~common | kin)
    order = np.argsort(short, kind="stable")
    ordered = short[order]
    edges = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    ends = np.repeat(np.append(edges, len(ordered)), np.diff(np.concatenate(([0], edges, [len(ordered)]))))
    return Prepared(codes, order, ordered, ends, counted, counted & ~common, counted & (~common | rare), wide, counted & ~some, sentences)


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


def _whole(at: ArrayInt, common: Mask, sentences: ArrayInt) -> Mask:
    """The sentences of which every sampled run is stock: a short one may have no second."""
    if not len(sentences):
        return np.zeros(0, dtype=bool)
    inside = sentences[at] == sentences[at + SHORT - 1]
    count = int(sentences[-1]) + 1
    runs = np.bincount(sentences[at[inside]], minlength=count)
    of_stock = np.bincount(sentences[at[inside & common]], minlength=count)
    return np.asarray((runs > 0) & (runs == of_stock))[sentences]


def align(a: Prepared, b: Prepared, shared: int, dense: int) -> tuple[list[Passage], Mask, Mask]:
    """The shared passages in the order of ``a``, and which kept characters of each side they match exactly.

    Nothing when fewer than ``shared`` kept characters of own text are in runs that stand in both, or when no stretch of :data:`WINDOW`
    has ``dense`` of them.
    """
    hit_a = np.zeros(len(a.own), dtype=bool)
    hit_b = np.zeros(len(b.own), dtype=bool)
    found: list[Passage] = []
    for chain in _chains(_dense(_runs(a, b, shared), len(a.own), dense)):
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
        sizes = [int(np.count_nonzero(equal & mask[start:end])) for mask in (a.counted, a.own, a.rare, a.wide, a.few)]
        at_a, at_b = a.codes.positions, b.codes.positions
        places = (at_a[start], at_a[end - 1] + 1, at_b[first[1]], at_b[last[1] + last[2] - 1] + 1)
        parts = np.unique(a.sentences[start:end][equal & a.own[start:end]], return_counts=True)[1]
        sizes.append(int(np.count_nonzero(parts >= _PART)))
        found.append(Passage(*(int(place) for place in places), *sizes))
    return found, hit_a, hit_b


def _runs(a: Prepared, b: Prepared, shared: int) -> list[tuple[int, int, int]]:
    """Exact runs (start in a, start in b, length) in the order of ``a``; what the better diagonal matched is not matched again.

    A diagonal is a shift between the two. Text of one's own picks the diagonals; along each of them everything that is equal counts,
    so that a stock sentence inside a copied passage belongs to the passage wherever else it stands.
    """
    i, shifts = _hits(a, b)
    own = a.wide[i] & b.wide[i + shifts]
    if int(np.count_nonzero(_cover(i[own], SHORT, len(a.own)) & a.wide)) < shared:
        return []
    ranks = _diagonals(shifts, own)
    kept = ranks >= 0
    i, shifts, ranks = i[kept], shifts[kept], ranks[kept]
    sequence = np.lexsort((i, ranks))
    i, shifts, ranks = i[sequence], shifts[sequence], ranks[sequence]
    breaks = np.flatnonzero((i[1:] != i[:-1] + 1) | (ranks[1:] != ranks[:-1])) + 1
    starts = np.concatenate(([0], breaks)) if len(i) else breaks
    lengths = np.diff(np.append(starts, len(i))) + SHORT - 1
    free = bytearray(b"\1") * len(a.own)
    runs: list[tuple[int, int, int]] = []
    for start, shift, length in zip(i[starts].tolist(), shifts[starts].tolist(), lengths.tolist(), strict=True):
        for low, high in _free(free, start, start + length):
            free[low:high] = bytes(high - low)
            runs.append((low, low + shift, high - low))
    return sorted(runs)


def _free(free: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of ``start`` to ``end`` that nobody has taken, of at least :data:`SHORT`."""
    found = []
    while start < end:
        stop = free.find(0, start, end)
        stop = end if stop < 0 else stop
        if stop - start >= SHORT:
            found.append((start, stop))
        start = free.find(1, stop, end)
        if start < 0:
            break
    return found


def _hits(a: Prepared, b: Prepared) -> tuple[ArrayInt, ArrayInt]:
    """Every run of :data:`SHORT` that stands in both: where in ``a``, and by how much ``b`` is shifted there."""
    if not len(a.ordered) or not len(b.ordered):
        none = np.zeros(0, dtype=np.int64)
        return none, none
    low = np.searchsorted(b.ordered, a.ordered)
    low[low == len(b.ordered)] = 0
    at = np.flatnonzero(b.ordered[low] == a.ordered)
    low = low[at]
    times = np.minimum(b.ends[low] - low, _TIMES)
    steps = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    i = np.repeat(a.order[at], times)
    return i, b.order[np.repeat(low, times) + steps] - i


def _diagonals(shifts: ArrayInt, own: Mask, most: int = 96, least: int = 4) -> ArrayInt:
    """For every hit the rank of its shift, best supported by own text first; -1 for a shift with little support."""
    found, counts = np.unique(shifts[own], return_counts=True)
    best = np.lexsort((found, -counts))[:most]
    best = best[counts[best] >= least]
    ranks = np.full(len(found) + 1, -1, dtype=np.int64)
    ranks[best] = np.arange(len(best))
    if not len(found):
        return np.full(len(shifts), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(found, shifts), len(found) - 1)
    return np.where(found[at] == shifts, ranks[at], -1)


def _dense(runs: list[tuple[int, int, int]], size: int, dense: int) -> list[tuple[int, int, int]]:
    """``runs``, or nothing when no stretch of :data:`WINDOW` has ``dense`` characters in them."""
    equal = np.zeros(size + 1, dtype=np.int64)
    for start, _, length in runs:
        equal[start + 1 : start + length + 1] = 1
    total = np.cumsum(equal)
    most = int((total[WINDOW:] - total[:-WINDOW]).max()) if size >= WINDOW else int(total[-1])
    return runs if most >= dense else []


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
