"""Which documents share rare text: a join over sampled hashes, cut by document frequency.

Each sampled hash is one 64-bit row, its high bits the hash, its low bits the document: 8 bytes a row, one row for
every ``rate`` characters (8 in a large intake), so about as many bytes as the document has characters. Rows are kept in parts by
their highest bits; one part at a time is sorted. A run found in more than ``cut`` documents is stock: it links nobody,
and it is remembered so that it can be left out of every share. So nothing ever looks at n² pairs.

A family larger than the cut would make its own text stock. Long runs (96 characters) save it: stock is phrases and
sentences, so a long run shared by up to ``long_cut`` documents is a family; each member is linked to the first one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lint_cmm.batch.similarity.grams import Array64, ArrayInt, Mask
from lint_cmm.batch.similarity.prints import LONG_RATE, RATE, Prints

_PARTS = 4  # bits: 16 parts


class Cuts(NamedTuple):
    """How the join counts.

    ``rate``: one short hash in so many is kept; ``long_rate`` the same for long ones. ``cut``: a short run in more documents
    is stock. ``long_cut``: a long run in up to so many documents is no stock. ``shared``, ``long_shared``: so many kept short or long
    hashes in common make two documents worth a comparison; or fewer of both, a long one counting twice: ``together``.
    ``family_shared``: the same for long runs in more than ``cut`` documents.
    ``budget``: linked rows a document, beyond which frequent runs link to the first only. ``partners``: with so many others a document is
    compared at most, those it has most in common with.
    """

    rate: int
    long_rate: int
    cut: int
    long_cut: int
    shared: int
    long_shared: int
    together: int
    family_shared: int
    budget: int = 400
    partners: int = 60


FEW = 8  # documents: what stands in more may yet be stock, which no two have copied from each other; in a smaller intake 2
SMALL = 500  # documents; up to so many every hash is kept: nothing is left to chance


def cuts_for(count: int, cut: int = 50, least_cut: int = 8, cut_share: float = 0.3, family_share: float = 0.05) -> Cuts:
    """The cuts for an intake of ``count`` documents."""
    short = min(cut, max(least_cut, round(count * cut_share)))
    family = max(min(count, 200), round(count * family_share))
    if count <= SMALL:
        return Cuts(1, 2, short, family, 48, 64, 96, 160)
    return Cuts(RATE, LONG_RATE, short, family, 10, 8, 16, 20)


class _Rows:
    """Rows (hash, document) in parts by their highest bits."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.parts: list[list[Array64]] = [[] for _ in range(1 << _PARTS)]
        self._pending: list[Array64] = []
        self._held = 0

    def add(self, kept: Array64, document: int) -> None:
        rows = kept >> np.uint64(self.bits)
        rows <<= np.uint64(self.bits)
        rows |= np.uint64(document)
        self._pending.append(rows)
        self._held += len(rows)
        if self._held > 1 << 20:
            self.flush()

    def flush(self) -> None:
        if not self._pending:
            return
        rows = np.sort(np.concatenate(self._pending))
        edges = np.arange(1, 1 << _PARTS, dtype=np.uint64) << np.uint64(64 - _PARTS)
        for part, piece in zip(self.parts, np.split(rows, np.searchsorted(rows, edges)), strict=True):
            part.append(piece.copy())
        self._pending, self._held = [], 0

    def groups(self) -> Iterator[tuple[Array64, Array64, ArrayInt, ArrayInt]]:
        """Part by part: (hashes, documents, first row of each group, size of each group), groups of one left out."""
        self.flush()
        for i, part in enumerate(self.parts):
            rows = np.concatenate(part) if part else np.zeros(0, dtype=np.uint64)
            self.parts[i] = []
            rows.sort()
            heads = rows >> np.uint64(self.bits)
            documents = rows & np.uint64((1 << self.bits) - 1)
            edges = np.flatnonzero(np.concatenate((np.ones(min(1, len(heads)), dtype=bool), heads[1:] != heads[:-1])))
            sizes = np.diff(np.append(edges, len(heads)))
            several = sizes > 1
            yield heads, documents, edges[several], sizes[several]


class Stock(NamedTuple):
    """Hashes (high bits, sorted): ``short`` runs in too many documents, ``some`` in more than :data:`FEW` of them; ``rare`` long runs in
    a few, ``family`` in several but not too many."""

    bits: int
    short: Array64
    some: Array64
    rare: Array64
    family: Array64

    def has(self, table: Array64, grams: Array64) -> Mask:
        """Which of ``grams`` are in ``table`` (``short`` or ``family``)."""
        if not len(table):
            return np.zeros(len(grams), dtype=bool)
        heads = grams >> np.uint64(self.bits)
        at = np.minimum(np.searchsorted(table, heads), len(table) - 1)
        found: Mask = table[at] == heads
        return found


class Index:
    """Documents by number (0, 1, …), each added once."""

    def __init__(self, count: int, cuts: Cuts) -> None:
        self.count = count
        self.cuts = cuts
        self.bits = max(8, int(count).bit_length())
        self._short = _Rows(self.bits)
        self._long = _Rows(self.bits)

    def add(self, document: int, prints: Prints) -> None:
        """Take in the hashes of one document."""
        self._short.add(prints.short, document)
        self._long.add(prints.long, document)

    def join(self) -> tuple[list[tuple[int, int]], Stock]:
        """The pairs (a < b) worth a comparison, sorted, and the stock. The index is used up."""
        cuts = self.cuts
        keys, stock, some = [], [], []
        budget = max(cuts.budget * self.count, 30_000_000) // (1 << _PARTS)
        for heads, documents, first, sizes in self._short.groups():
            common = sizes > cuts.cut
            stock.append(heads[first[common]])
            some.append(heads[first[sizes > (FEW if self.count > FEW else 2)]])
            keys.append(_links(documents, first[~common], sizes[~common], budget, self.bits))
        short = _counted(keys, 2)
        keys, far, rare, family = [], [], [], []
        for heads, documents, first, sizes in self._long.groups():
            few, several = sizes <= cuts.cut, sizes <= cuts.long_cut
            rare.append(heads[first[few]])
            family.append(heads[first[several]])
            keys.append(_links(documents, first[few], sizes[few], budget, self.bits))
            far.append(_links(documents, first[several & ~few], sizes[several & ~few], 0, self.bits))
        pairs, weights = _worth(short, _counted(keys, 2), _counted(far, cuts.family_shared), cuts)
        found = _strongest(pairs, weights, self.bits, cuts.partners)
        return found, Stock(self.bits, np.concatenate(stock), np.concatenate(some), np.concatenate(rare), np.concatenate(family))


Counted = tuple[Array64, ArrayInt]


def _worth(short: Counted, long: Counted, far: Counted, cuts: Cuts) -> Counted:
    """The pair keys with enough in common, and how much it is."""
    some = long[1] >= (cuts.together - cuts.shared) // 2  # with fewer long runs the short ones decide alone
    keys, runs = long[0][some], long[1][some]
    shared = _looked_up(short, keys)
    enough = (runs >= cuts.long_shared) | (shared + 2 * runs >= cuts.together)
    many = short[1] >= cuts.shared
    every = np.sort(np.concatenate((keys[enough], short[0][many], far[0])))
    every = every[np.flatnonzero(np.concatenate((np.ones(min(1, len(every)), dtype=bool), every[1:] != every[:-1])))]
    return every, _looked_up(short, every) + 2 * _looked_up(long, every) + 2 * _looked_up(far, every)


def _looked_up(counted: Counted, keys: Array64) -> ArrayInt:
    """How often each of ``keys`` was counted."""
    if not len(counted[0]):
        return np.zeros(len(keys), dtype=np.int64)
    at = np.minimum(np.searchsorted(counted[0], keys), len(counted[0]) - 1)
    return np.where(counted[0][at] == keys, counted[1][at], 0)


def _strongest(pairs: Array64, weights: ArrayInt, bits: int, most: int) -> list[tuple[int, int]]:
    """Of every document the pairs with the ``most`` others it shares most with; a pair stays when either side needs it."""
    mask = (1 << bits) - 1
    ends = [(int(key) >> bits, int(key) & mask) for key in pairs]
    taken: dict[int, int] = {}
    kept: list[tuple[int, int]] = []
    for i in np.lexsort((pairs, -weights)).tolist():
        a, b = ends[i]
        if taken.get(a, 0) < most or taken.get(b, 0) < most:
            taken[a], taken[b] = taken.get(a, 0) + 1, taken.get(b, 0) + 1
            kept.append((a, b))
    return sorted(kept)


def _links(documents: Array64, first: ArrayInt, sizes: ArrayInt, budget: int, bits: int) -> Array64:
    """Pair keys of all groups: every pair of small groups, first-with-each of those the ``budget`` has no room for."""
    order = np.bincount(sizes, minlength=2)
    volume = np.cumsum(order * np.arange(len(order)) * (np.arange(len(order)) - 1) // 2)
    limit = int(np.searchsorted(volume, budget, side="right")) - 1 if len(volume) else 0
    small = sizes <= limit
    keys = [_star(documents, first[~small], sizes[~small], bits)]
    near, wide = first[small], sizes[small]
    widest_first = np.argsort(-wide, kind="stable")
    near = near[widest_first]
    larger = len(wide) - np.cumsum(np.bincount(wide, minlength=1))  # larger[n]: groups of more than n, the first ones of ``near``
    for last in range(1, len(larger)):
        rows = near[: larger[last]]
        ends = documents[rows + last]
        keys += [(documents[rows + start] << np.uint64(bits)) | ends for start in range(last)]
    return np.concatenate(keys)


def _star(documents: Array64, first: ArrayInt, sizes: ArrayInt, bits: int) -> Array64:
    """Pair keys of the first document of each group with each of the others."""
    hubs = np.repeat(first, sizes - 1)
    ends = np.cumsum(sizes - 1)
    steps = np.arange(len(hubs)) - np.repeat(ends - (sizes - 1), sizes - 1) + 1
    found: Array64 = (documents[hubs] << np.uint64(bits)) | documents[hubs + steps]
    return found


def _counted(keys: list[Array64], least: int) -> Counted:
    """The keys that occur at least ``least`` times, sorted, and how often. ``keys`` is emptied."""
    together = np.concatenate(keys)
    keys.clear()
    together.sort()
    edges = np.flatnonzero(np.concatenate((np.ones(min(1, len(together)), dtype=bool), together[1:] != together[:-1])))
    sizes = np.diff(np.append(edges, len(together)))
    often = sizes >= least
    return together[edges[often]], sizes[often]
