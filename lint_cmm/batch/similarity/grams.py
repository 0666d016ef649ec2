"""Text as numbers: letters only, and a hash for every run of 8 (short) and 96 (long) of them.

Punctuation, blanks, letter case and figures (10月, 十月, 46万元, 一是, 1.) carry no authorship in this genre and are the first
things a copier changes, so they are left out; every kept character is one unit, and ``Codes.positions`` leads back to the text.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array64 = npt.NDArray[np.uint64]
ArrayInt = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SHORT = 8
LONG = 96
_BASE = 0x9E3779B97F4A7C15


class Codes(NamedTuple):
    """The kept characters of a text: their code points, and where each stands in the text."""

    units: Array64
    positions: ArrayInt


@cache
def _table() -> npt.NDArray[np.uint32]:
    """For each character of the basic plane what it counts as; 0 is left out. Full-width forms count as plain ones."""
    table = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        character = chr(code)
        if character.isalnum() and not character.isnumeric() and character != "两":
            plain = unicodedata.normalize("NFKC", character) if 0xFF00 <= code < 0xFFF0 else character
            lower = plain.lower()
            table[code] = ord(lower) if len(lower) == 1 else code
    return table


def encode(text: str) -> Codes:
    """The kept characters of ``text``. Characters outside the basic plane are kept as they are."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    counted = _table()[np.minimum(points, 0xFFFF)]
    counted = np.where(points > 0xFFFF, points, counted)
    positions = np.flatnonzero(counted)
    return Codes(counted[positions].astype(np.uint64), positions)


def _power(exponent: int) -> np.uint64:
    return np.uint64(pow(_BASE, exponent, 1 << 64))


def _double(grams: Array64, step: int) -> Array64:
    """Hashes of runs twice as long, from those of runs of ``step``."""
    if len(grams) <= step:
        return grams[:0]
    return grams[:-step] * _power(step) + grams[step:]


def _mix(grams: Array64) -> Array64:
    """Spread the bits, so that the low ones can sample and the high ones can sort."""
    grams = grams ^ (grams >> np.uint64(31))
    grams *= np.uint64(0xBF58476D1CE4E5B9)
    grams ^= grams >> np.uint64(29)
    return grams


def hashes(units: Array64) -> tuple[Array64, Array64]:
    """The hashes of all runs of :data:`SHORT` and of all runs of :data:`LONG` units; ``result[i]`` is of the run from ``i``."""
    grams = units
    for step in (1, 2, 4):
        grams = _double(grams, step)
    short = grams
    for step in (8, 16):
        grams = _double(grams, step)
    half = grams  # runs of 32
    grams = _double(grams, 32)
    long = grams[:-32] * _power(32) + half[64:] if len(grams) > 32 else grams[:0]
    return _mix(short), _mix(long)


def sampled(grams: Array64, rate: int) -> ArrayInt:
    """Where the hashes stand that are kept: one in ``rate`` (a power of two), the same ones in every document."""
    return np.flatnonzero((grams & np.uint64(rate - 1)) == 0)
