"""What belongs together, found by sorting numbers: for :mod:`lint_cmm.outline.pairing.arrays`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

LOW = 28  # bits for a place, in numbers that are sorted by something else first
PLACE = (1 << LOW) - 1


def spread(many: Array) -> tuple[Array, Array]:
    """Numbers 0, 0, 1, 1, 1 … as often as ``many`` says for each, and the number of each repetition: 0, 1, 0, 1, 2 …"""
    owner = np.arange(len(many)).repeat(many)
    return owner, np.arange(len(owner)) - (many.cumsum() - many).take(owner)


def changes(*columns: Array) -> Array:
    """Where any of the columns is another than the one before."""
    found = np.ones(len(columns[0]), bool)
    found[1:] = columns[0][1:] != columns[0][:-1]
    for column in columns[1:]:
        found[1:] |= column[1:] != column[:-1]
    return found


def sizes(starts: Array, end: int) -> Array:
    """The sizes of groups from where they begin, the last one going on to ``end``."""
    sizes = np.empty(len(starts), int)
    sizes[:-1] = starts[1:] - starts[:-1]
    sizes[-1:] = end - starts[-1:]
    return sizes


def in_order(key: Array) -> tuple[Array, Array]:
    """``key`` in order, and where each stood; the same ones stay in theirs."""
    both = np.sort(key << LOW | np.arange(len(key)))
    return both >> LOW, both & PLACE


def two_best(key: Array, score: Array) -> tuple[Array, Array, Array, Array]:
    """For groups of the same ``key``: where each begins, its highest score, the first place of that, and the second highest one or 0."""
    fresh = changes(key)
    starts, group = np.flatnonzero(fresh), fresh.cumsum() - 1
    if not len(starts):
        return starts, score, starts, score
    high = np.maximum.reduceat(score, starts)
    top = np.flatnonzero(score == high[group])[::-1]
    at = np.empty(len(starts), int)
    at[group[top]] = top
    others = score.copy()
    others[at] = 0.0
    return starts, high, at, np.maximum.reduceat(others, starts)


def find(keys: Array, sought: Array) -> Array:
    """Where each of ``sought`` stands in ``keys``, which are in order; -1 for nowhere."""
    at = np.minimum(keys.searchsorted(sought), len(keys) - 1)
    return np.where(keys[at] == sought, at, -1)
