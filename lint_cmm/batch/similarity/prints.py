"""What is kept of a text so that it can be compared with a hundred thousand others: sampled hashes of its short and long runs.

Made where the text is read (in the worker that checks the file), so that the join reads a few kilobytes a document and no text.
A text travels as base64 between processes and in the journal.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import NamedTuple

import numpy as np

from lint_cmm.batch.similarity.grams import SHORT, Array64, encode, hashes, sampled

RATE = 8  # one short run in so many is kept
LONG_RATE = 16


class Prints(NamedTuple):
    """Kept hashes, sorted, each once: ``short`` outside of the frame, ``long`` of the whole text."""

    short: Array64
    long: Array64


def prints_of(text: str, frame: tuple[tuple[int, int], ...], rate: int = RATE, long_rate: int = LONG_RATE) -> Prints:
    """The prints of ``text``; short runs that touch a stretch of ``frame`` do not count."""
    codes = encode(text)
    short, long = hashes(codes.units)
    counted = np.ones(len(short), dtype=bool)
    for low, high in np.searchsorted(codes.positions, np.array(frame, dtype=np.int64).reshape(-1, 2)).tolist():
        counted[max(0, low - SHORT + 1) : high] = False
    kept = sampled(short, rate)
    return Prints(np.unique(short[kept[counted[kept]]]), np.unique(long[sampled(long, long_rate)]))


def packed(prints: Prints) -> str:
    """``prints`` as a text."""
    return f"{len(prints.short)}:" + b64encode(np.concatenate(prints).astype("<u8").tobytes()).decode("ascii")


def unpacked(data: str) -> Prints:
    """The prints that :func:`packed` made ``data`` from."""
    count, _, body = data.partition(":")
    both = np.frombuffer(b64decode(body), dtype="<u8").astype(np.uint64, copy=False)
    return Prints(both[: int(count)], both[int(count) :])
