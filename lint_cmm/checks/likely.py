"""Which problem aspects a sentence of the causes may say over again or be near to: asked of all sentences and aspects at once (P209)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import add, or_
from typing import TYPE_CHECKING

from lint_cmm.checks import codes
from lint_cmm.kit import arrays
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from typing import TypeVar

    import numpy as np
    import numpy.typing as npt

    _Number = TypeVar("_Number", np.uint8, np.uint16, np.int16)

PART = 6  # a sentence is near to an aspect when one in so many of its telling characters is
BITS = 64  # aspects beyond share a bit with others
MOST = 16  # aspects that a sentence is held against: in real ones it is 7
_GAP = "\0"  # between texts, one of which it does not stand in
_PLANE = 0x10000
_SHORT = 1000  # characters of a text and its aspects that a loop reads as soon
_LONGEST = 400  # characters of a clause
_COUNTED = 255  # characters that a byte counts
_STOPS = "，,：:。；;！？!?\n"
_CLAUSE = re.compile(rf"[^{_STOPS}]{{1,{_LONGEST}}}")
_LEAD = re.compile(
    r"[ \u3000]{0,4}(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十][是、]|[0-9]{1,2}[.．、])?[ \u3000]{0,4}"
)
_LEADS = frozenset(" \u3000（(一二三四五六七八九十0123456789")  # what such a number may begin with


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin, behind its number, and end."""
    return [hit.span() for hit in _CLAUSE.finditer(sentence, _led(sentence, 0))]


def _led(text: str, start: int) -> int:
    """Where a sentence begins behind its number."""
    lead = _LEAD.match(text, start) if text[start : start + 1] in _LEADS else None
    return lead.end() if lead else start


class Enough(NamedTuple):
    """How many of its characters must stand in an aspect that a sentence is near to: ``of`` its number, and at ``least``."""

    of: Callable[[int], int]
    least: int


class Likely(NamedTuple):
    """A sentence: where it stands, and the aspects, a bit each, that its clauses may say over again, that it is ``near`` to, and that each of
    its ``pairs`` of characters may stand in."""

    start: int
    end: int
    said: int
    near: int
    pairs: list[int]


def likely(
    text: str, sentences: list[tuple[int, int]], aspects: list[str], slight: frozenset[str], gain: int, least: int, enough: Enough
) -> list[Likely]:
    """The ``sentences`` of a text that may say some of the ``aspects`` over again or are near to some. None is left out that is.

    In such an aspect stand the pairs that some of its clauses in a row consist of: with ``gain`` for each telling character that is in
    one and a loss of 1 for each that is in none, these clauses reach ``least``. ``slight`` characters tell nothing. Near is an aspect with
    ``enough`` of the sentence's characters, and not too small a part of them, in its pairs.
    """
    long = len(text) + sum(map(len, aspects)) >= _SHORT
    return (_by_arrays if long and sentences and arrays.ready() else _by_loops)(text, sentences, aspects, slight, gain, least, enough)


def told(bits: int, aspects: int) -> list[int]:
    """The numbers, of so many aspects, that such bits stand for, in order; of more than MOST only so many."""
    found: list[int] = []
    while bits and len(found) < MOST:
        lowest = bits & -bits
        found += range(lowest.bit_length() - 1, aspects, BITS)
        bits ^= lowest
    return sorted(found[:MOST])


def _by_loops(
    text: str, sentences: list[tuple[int, int]], aspects: list[str], slight: frozenset[str], gain: int, least: int, enough: Enough
) -> list[Likely]:
    """The aspects, a bit each, by how many characters are in pairs that stand there: a run that reaches ``least`` has so many."""
    pairs = list(map(add, text, text[1:]))
    index = dict.fromkeys(pairs, 0)
    for number, aspect in enumerate(aspects):
        for pair in index.keys() & map(add, aspect, aspect[1:]):
            index[pair] |= 1 << number % BITS
    every = list(map(index.__getitem__, pairs))
    for pair in [pair for pair, bits in index.items() if bits and (pair[0] in slight or pair[1] in slight)]:
        index[pair] = 0
    own = list(map(index.__getitem__, pairs))
    held = list(map(or_, [*own, 0], [0, *own]))
    judged = []
    for number, (start, end) in enumerate(sentences):
        together = telling = 0  # what clauses gain when all aspects are taken for one, and their telling characters
        for first, last in clauses(text[start:end]):
            known = last - first - held[start + first : start + last].count(0)
            size = sum([c not in slight for c in text[start + first : start + last]])
            telling += size
            together += max((gain + 1) * known - size, 0)
        shared = list(filter(None, held[start:end]))
        said = often(shared, -(-least // gain)) if together >= least else 0
        some = max(enough.least, -(-telling // PART))
        near = often(shared, max(some, enough.of(number))) if len(shared) >= some else 0
        if said or near:
            judged.append(Likely(start, end, said, near, every[start : end - 1]))
    return judged


def _by_arrays(
    text: str, sentences: list[tuple[int, int]], aspects: list[str], slight: frozenset[str], gain: int, least: int, enough: Enough
) -> list[Likely]:
    """The same by what the clauses of a sentence that gain at all gain together; pairs of the same hash are one."""
    import numpy as np

    numbers = codes.read(text)
    theirs = codes.grams(codes.read(_GAP.join(aspects)), 2)
    shift = np.uint32(32 - (8 * len(theirs)).bit_length())
    slots = codes.grams(numbers, 2) >> shift
    ids = np.full(1 << (32 - int(shift)), len(slots), np.min_scalar_type(len(slots)))  # a number for each pair told, the last for others
    ids[slots] = np.arange(len(slots))
    places = ids.take(theirs >> shift)
    some = (places < len(slots)).nonzero()[0]
    flags = np.repeat(_flags(len(aspects)), [len(aspect) + 1 for aspect in aspects])
    bits = np.zeros(len(slots), np.uint64)
    np.bitwise_or.at(bits, places.take(some), flags.take(some))
    says = _others(slight).take(numbers, mode="clip")
    every = bits.take(ids.take(slots))
    own = every * (says[1:] & says[:-1])
    held = np.zeros(len(numbers), np.uint64)
    held[:-1] = own
    held[1:] |= own
    within = _others(frozenset(_STOPS)).take(numbers, mode="clip")
    for start, _ in sentences:
        if text[start] in _LEADS:
            within[start : _led(text, start)] = False
    begins = within.copy()
    begins[1:] &= ~within[:-1]
    starts = np.array([start for start, _ in sentences])
    begins[starts] = within[starts]
    inside = within.nonzero()[0]
    firsts = begins.take(inside).nonzero()[0]  # of clauses, all that stands between them left out
    if not len(firsts):
        return []
    if max((firsts[1:] - firsts[:-1]).max(initial=0), len(inside) - firsts[-1]) > _COUNTED:
        return _by_loops(text, sentences, aspects, slight, gain, least, enough)
    width = -(-min(len(aspects), BITS) // 8)  # bytes that hold a bit
    figures = held.take(inside).astype("<u8").view(np.uint8).reshape(-1, 8)[:, :width]
    planes = np.unpackbits(figures.ravel(), bitorder="little").reshape(len(inside), -1)
    counts = _sums(planes, firsts)
    sizes = np.add.reduceat(says.take(inside).view(np.uint8), firsts, dtype=np.uint8)
    gains = np.maximum(counts * np.int16(gain + 1) - sizes[:, None], np.int16(0))
    owners = np.maximum(starts.searchsorted(inside.take(firsts), "right") - 1, 0)
    changed = np.ones(len(owners), np.bool_)
    changed[1:] = owners[1:] != owners[:-1]
    changes = changed.nonzero()[0]
    owners = owners.take(changes)
    telling = np.add.reduceat(sizes, changes, dtype=np.int32)
    most, wanted = _sums(counts.astype(np.uint16), changes), np.maximum(-(-telling // PART), enough.least)
    close = (most >= wanted.astype(np.uint16)[:, None]).any(axis=1).nonzero()[0]
    wanted[close] = np.maximum(wanted[close], list(map(enough.of, owners.take(close).tolist())))
    near = most >= wanted.astype(np.uint16)[:, None]
    said = _sums(gains, changes) >= least
    some = (said | near).any(axis=1).nonzero()[0]
    packed = np.zeros((2, len(some), 8), np.uint8)  # the bits of each sentence as two numbers
    packed[:, :, :width] = np.packbits(np.array((said[some], near[some])), axis=2, bitorder="little")
    judged = zip(owners.take(some).tolist(), *packed.view("<u8")[:, :, 0].tolist(), strict=True)
    found = [(*sentences[owner], said, near) for owner, said, near in judged]
    return [Likely(start, end, said, near, every[start : end - 1].tolist()) for start, end, said, near in found]


def _sums(rows: npt.NDArray[_Number], firsts: npt.NDArray[np.int64]) -> npt.NDArray[_Number]:
    """The sums of ``rows`` from each of ``firsts`` on. Eight bytes are added as one number: no sum may be more than a column holds."""
    import numpy as np

    return np.add.reduceat(rows.view(np.uint64), firsts, axis=0).view(rows.dtype)


@cache
def _flags(count: int) -> npt.NDArray[np.uint64]:
    import numpy as np

    flags: npt.NDArray[np.uint64] = np.uint64(1) << (np.arange(count, dtype=np.uint64) % np.uint64(BITS))
    return flags


@cache
def _others(characters: frozenset[str]) -> codes.Flags:
    """All characters of the basic plane but these."""
    import numpy as np

    table = np.ones(_PLANE, np.bool_)
    table[[min(ord(character), _PLANE - 1) for character in characters]] = False
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
