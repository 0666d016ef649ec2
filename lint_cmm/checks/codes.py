"""Where characters of a kind stand in a text: most rules look closer only there.

In a run over many documents a text is also an array of code points, all kinds of which are looked up at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.kit import arrays
from lint_cmm.kit import patterns as re
from lint_cmm.model.sentences import sentences as _sentences

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from lint_cmm.checks.api import Context

    Numbers = npt.NDArray[np.uint32]
    Flags = npt.NDArray[np.bool_]
    Offsets = npt.NDArray[np.int64]
    Kept = tuple[Offsets, Numbers, np.uint32]

At = Callable[[str], list[int]]
SHORT = 800  # characters of a text that is not worth an array
_PLANE = 0x10000
_kinds: dict[str, str] = {}  # by name: the inside of a pattern's set; only ever grows
_rare: set[str] = set()
_common: set[str] = set()


def register(name: str, characters: str, *, common: bool = False) -> str:
    """Announce a kind of characters, written as in a pattern's set; gives its name. Called at import time by check modules.

    Of a ``common`` kind, many of which stand in any text, :meth:`Codes.marks` and :meth:`Codes.those` are asked and not :meth:`Codes.at`.
    """
    _kinds[name] = characters
    (_common if common else _rare).add(name)
    return name


def register_asked(name: str, characters: str) -> str:
    """The same for a kind of which only :meth:`Codes.are` is asked."""
    _kinds[name] = characters
    return name


@cache
def _pattern(kind: str) -> Pattern[str]:
    return re.compile(f"[{_kinds[kind]}]")


DIGITS = register("digits", "0-9")
LETTERS = register("letters", "A-Za-z")
BLANKS = register("blanks", " \\u3000")
_ENDS = register("sentence-ends", "。！？!?；;", common=True)
_BREAKS = register("breaks", "\n", common=True)
_STOPS = register("stops", "。！？!?；;\n”’」』）)", common=True)  # both, and what a sentence takes with it
_MOST_CLOSING = 4
_FACTOR = 0x9E3779B1


class Codes:
    """A text of the basic plane as an array: ``numbers`` are its code points."""

    __slots__ = ("text", "numbers", "_sorts", "_rare", "_common", "_grams")

    def __init__(self, text: str, numbers: Numbers) -> None:
        self.text = text
        self.numbers = numbers
        self._sorts: tuple[_Table, Numbers] | None = None
        self._rare: Kept | None = None
        self._common: Kept | None = None
        self._grams: dict[int, Numbers] = {}

    def at(self, kind: str) -> list[int]:
        """Where characters of a kind stand, in order."""
        table, kinds = self._looked_up()
        if self._rare is None:
            self._rare = _kept(kinds, table.rare)
        places, kinds, every = self._rare
        bit = table.bits[kind]
        found: list[int] = places[(kinds & bit) != 0].tolist() if every & bit else []
        return found

    def marks(self, kind: str, first: int = 0, last: int | None = None) -> Offsets:
        """Where characters of a common kind stand in ``text[first:last]``, in order."""
        table, kinds = self._looked_up()
        if self._common is None:
            self._common = _kept(kinds, table.common)
        places, kinds, _ = self._common
        found: Offsets = places[(kinds & table.bits[kind]) != 0]
        low, high = found.searchsorted((first, len(self.text) if last is None else last))
        return found[low:high]

    def are(self, kind: str, places: Offsets) -> Flags:
        """True for each of ``places`` where a character of a kind stands."""
        table, kinds = self._looked_up()
        found: Flags = (kinds.take(places) & table.bits[kind]) != 0
        return found

    def those(self, kind: str) -> str:
        """The characters of a kind that stand there, in order."""
        return self.numbers[self.marks(kind)].tobytes().decode("utf-32-le", "surrogatepass")

    def grams(self, size: int) -> Numbers:
        """A number for each stretch of ``size`` characters, the same for the same stretch and seldom for another one."""
        if size not in self._grams:
            self._grams[size] = grams(self.numbers, size) if size % 2 else _doubled(self.grams(size // 2), size // 2)
        return self._grams[size]

    def _looked_up(self) -> tuple[_Table, Numbers]:
        if self._sorts is None or len(self._sorts[0].bits) < len(_kinds):  # a check was loaded since
            table = _table(len(_kinds))
            self._sorts, self._rare, self._common = (table, table.read(self.numbers)), None, None
        return self._sorts


def _kept(kinds: Numbers, wanted: np.uint32) -> Kept:
    """Where characters of the ``wanted`` kinds stand, the kinds of each of them, and of all together: most kinds stand in no text."""
    import numpy as np

    places = (kinds & wanted).nonzero()[0]
    own = kinds.take(places)
    return places, own, np.bitwise_or.reduce(own)


def sentences(codes: Codes, first: int, last: int) -> tuple[Offsets, Offsets]:
    """Where the sentences of ``text[first:last]`` begin and end, as :func:`lint_cmm.model.sentences.sentences` cuts them."""
    import numpy as np

    stops = codes.marks(_STOPS, first, last)
    ends, breaks = codes.are(_ENDS, stops), codes.are(_BREAKS, stops)
    closing = (stops[1:] == stops[:-1] + 1) & ~(ends | breaks)[1:]
    tail = ends.copy()  # closing marks, and quotation marks and brackets right behind them
    for _ in range(_MOST_CLOSING):
        tail[1:] |= closing & tail[:-1]
    kept = tail | breaks
    stops, ends, breaks = stops[kept], ends[kept], breaks[kept]
    if len(stops):
        apart = np.ones(len(stops) + 1, np.bool_)  # those that begin a run of marks and breaks
        apart[1:-1] = stops[1:] != stops[:-1] + 1
        begins = apart[:-1].nonzero()[0]
        runs = np.append(stops[begins], last)
        starts = np.append(first, stops[apart[1:]] + 1)
        tails = np.append(np.add.reduceat(~breaks, begins, dtype=np.int64), 0)
        said = starts < runs
        starts, found = starts[said], (runs + tails)[said]
        odd = ends[0] and stops[0] == first or (ends[1:] & ~ends[:-1] & ~apart[1:-1]).any() or (found - starts > 4000).any()
        marks = stops[ends]
        if not odd and not (marks[8:] - marks[:-8] == 8).any():
            return starts, found
    # No marks at all, or some at the start of a line, behind a bracket, in long runs.
    spans = np.array(_sentences(codes.text, first, last), np.int64).reshape(-1, 2)
    return spans[:, 0], spans[:, 1]


def grams(numbers: Numbers, size: int) -> Numbers:
    """A number for each stretch of ``size`` characters, the same for the same stretch and seldom for another one."""
    if size > 1 and size % 2 == 0:
        return _doubled(grams(numbers, size // 2), size // 2)
    import numpy as np

    factor = np.uint32(_FACTOR)
    last = len(numbers) - size + 1
    found = numbers[: max(last, 0)] * factor
    for i in range(1, size if last > 0 else 0):
        found = (found + numbers[i : last + i]) * factor
    return found


def _doubled(half: Numbers, size: int) -> Numbers:
    """The numbers of stretches of twice ``size`` characters, from those of ``size``."""
    import numpy as np

    return half[:-size] * np.uint32(pow(_FACTOR, size, 1 << 32)) + half[size:]


def twins(own: Numbers, places: Offsets) -> list[int]:
    """The ``places`` whose number in ``own`` is that of another place, too; in order, each once, whatever ``places`` says twice."""
    order = own.argsort()
    own, places = own[order], places[order]
    same = (own[1:] == own[:-1]) & (places[1:] != places[:-1])
    return sorted({*places[1:][same].tolist(), *places[:-1][same].tolist()})


def telling(text: str) -> bytes:
    """A 1 for each triple of Han characters and figures of ``text`` that stands there once; for some not, though they do."""
    import numpy as np

    numbers = read(text)
    own = ((numbers - np.uint32(0x4E00)) < 0x5200) | ((numbers - np.uint32(0x30)) < 10)  # below the first of a kind it is beyond all
    found: Flags = own[2:] & own[1:-1] & own[:-2]
    if len(found):
        found &= ~repeated(grams(numbers, 3))
    return found.tobytes()


def repeated(own: Numbers) -> Flags:
    """True for each of ``own`` (from :func:`grams`) that is there twice, and by chance for one in some twenty of the rest."""
    import numpy as np

    places = own >> np.uint32(32 - (16 * len(own)).bit_length())
    found: Flags = np.bincount(places).take(places) > 1
    return found


class _Table:
    """The kinds of each character of the basic plane: ``sorts`` numbers the sets of kinds that occur, so that a byte a character does, and
    ``kinds`` has a bit for each kind of a sort."""

    def __init__(self) -> None:
        import numpy as np

        plane = "".join(map(chr, range(_PLANE)))
        kinds: Numbers = np.zeros(_PLANE, np.uint32)
        self.bits = {kind: np.uint32(1 << number) for number, kind in enumerate(_kinds)}
        for kind, bit in self.bits.items():
            kinds[[match.start() for match in _pattern(kind).finditer(plane)]] |= bit
        self.rare, self.common = (np.uint32(sum([int(self.bits[kind]) for kind in kinds])) for kinds in (_rare, _common))
        self.kinds, sorts = np.unique(kinds, return_inverse=True)
        self.sorts: npt.NDArray[np.uint8] = sorts.astype(np.min_scalar_type(len(self.kinds)))

    def read(self, numbers: Numbers) -> Numbers:
        """The kinds of each character."""
        return self.kinds.take(self.sorts.take(numbers))


@cache
def _table(_count: int) -> _Table:
    return _Table()


def read(text: str) -> Numbers:
    """The code points of ``text``."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def of(context: Context, text: str) -> Codes | None:
    """``text`` as an array; None early in a run, for a short text, and for one with characters beyond the basic plane."""
    if len(text) < SHORT or not arrays.ready():
        return None
    held: dict[str, Codes | None] = context.memo.setdefault("codes", {})
    if text not in held:
        numbers = read(text)
        held[text] = Codes(text, numbers) if numbers.max() < _PLANE else None
    return held[text]


def finder(text: str, context: Context | None = None) -> At:
    """What gives the places in ``text`` where characters of a registered kind stand, in order."""
    codes = of(context, text) if context else None
    return codes.at if codes else lambda kind: [match.start() for match in _pattern(kind).finditer(text)]


def those(text: str, kind: str, places: list[int]) -> list[int]:
    """Those of ``places`` at which a character of a registered kind stands in ``text``."""
    return [at for at in places if _pattern(kind).match(text, at)]


def at(context: Context, text: str, kind: str) -> list[int]:
    """Where characters of a registered kind stand in ``text``, in order."""
    return finder(text, context)(kind)
