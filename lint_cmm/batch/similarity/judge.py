"""From pairs to verdicts: who stands in whom, with which passages, and how much of each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from lint_cmm.batch.similarity.grams import Mask
from lint_cmm.batch.similarity.join import SMALL, Cuts, Index, Stock, cuts_for
from lint_cmm.batch.similarity.passages import Passage, Prepared, align, prepare
from lint_cmm.batch.similarity.prints import Prints, prints_of

_DENSE = 60  # of 80: less is a sentence and chance
_TELLING = 48  # kept characters that stand in a few documents, on both sides of a sentence's end: no two write them alike
_SEVERAL = 75  # kept characters, more than a sentence: such passages together speak for a copy that was cut up by changes
_CUT_UP = 36  # kept characters that stand in a few documents, a sentence, for the same
Frame = tuple[tuple[int, int], ...]


class Texts(Protocol):
    """The documents of an intake, read one at a time."""

    def __len__(self) -> int: ...

    def text(self, document: int) -> str:
        """Its text; offsets of the result refer to it."""

    def frame(self, document: int) -> Frame:
        """Stretches that do not count: headings, opening, set phrases."""

    def prints(self, document: int) -> Prints:
        """Its prints at the usual rates, made when it was read."""


class Limits(NamedTuple):
    """When two documents are reported. Lengths are kept characters.

    ``share``: most of a document. ``own``: at least so much of its own text. ``passage`` and ``passage_own``: a copied
    passage is so long and holds so much that is no stock; or at least ``run`` characters of it
    stand in this order in a few documents only, whatever its sentences are. ``telling``: so much that stands in a few
    documents, in passages that go over the end of a sentence, is copied, too.
    """

    share: float = 0.5
    own: int = 260
    passage: int = 180
    passage_own: int = 60
    run: int = 240
    telling: int = 80


class Relation(NamedTuple):
    """Two documents (a < b) with shared text: ``share_a`` the part of a's own text that stands in b, and the other way round."""

    a: int
    b: int
    share_a: float
    share_b: float
    most_a: bool
    most_b: bool
    passages: tuple[Passage, ...]


def compare(texts: Texts, limits: Limits | None = None, skip: Callable[[int, int], bool] | None = None) -> Iterator[Relation]:
    """All relations of an intake, in the order of (a, b). ``skip(a, b)`` leaves a pair out."""
    limits = limits or Limits()
    count = len(texts)
    cuts = cuts_for(count)
    index = Index(count, cuts)
    for document in range(count):
        small = count <= SMALL
        prints = prints_of(texts.text(document), (), cuts.rate, cuts.long_rate) if small else texts.prints(document)
        index.add(document, prints)
    pairs, stock = index.join()
    ready = _Ready(texts, stock, cuts)
    for a, b in pairs:
        if skip is None or not skip(a, b):
            relation = relate(a, b, ready.get(a), ready.get(b), limits)
            if relation:
                yield relation


class _Ready:
    """Prepared documents, the last few kept."""

    def __init__(self, texts: Texts, stock: Stock, cuts: Cuts, room: int = 256) -> None:
        self._texts, self._stock, self._cuts, self._room = texts, stock, cuts, room
        self._kept: OrderedDict[int, Prepared] = OrderedDict()

    def get(self, document: int) -> Prepared:
        if document in self._kept:
            self._kept.move_to_end(document)
            return self._kept[document]
        found = prepare(self._texts.text(document), self._texts.frame(document), self._stock, self._cuts)
        self._kept[document] = found
        if len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return found


def relate(a: int, b: int, one: Prepared, other: Prepared, limits: Limits) -> Relation | None:
    """What two prepared documents have in common, or None when it is not worth a word."""
    passages, hit_one, hit_other = align(one, other, limits.passage_own, _DENSE)
    if not passages:
        return None
    share_a, most_a = _share(hit_one, one, limits)
    share_b, most_b = _share(hit_other, other, limits)
    copied = _copied(passages, limits)
    several = sum(min(p.length, p.wide) for p in passages if min(p.length, p.wide) >= _SEVERAL)
    kin = copied or several >= 2 * limits.run or any(min(p.length, p.wide) >= limits.run for p in passages)
    most_a, most_b = most_a and kin, most_b and kin
    if not (most_a or most_b or copied):
        return None
    kept = tuple(p for p in passages if p.rare >= 30) if not (most_a or most_b) else tuple(passages)
    return Relation(a, b, share_a, share_b, most_a, most_b, kept)


def _copied(passages: list[Passage], limits: Limits) -> bool:
    """Whether passages are more than a sentence that both may have from anywhere."""
    long = any(
        p.length >= limits.passage and p.own >= limits.passage_own and (p.sentences > 1 or p.few >= limits.passage_own) for p in passages
    )
    told = sum(p.few for p in passages if p.sentences > 1 and p.few >= _TELLING)
    cut_up = sum(p.few for p in passages if p.few >= _CUT_UP)
    return long or told >= limits.telling or cut_up >= 2 * limits.run or any(min(p.length, p.rare) >= limits.run for p in passages)


def _share(hit: Mask, document: Prepared, limits: Limits) -> tuple[float, bool]:
    """How much of the document's own text is matched, and whether that is most of it (strict or with families counted in)."""
    best, most = 0.0, False
    for own in (document.own, document.wide):
        total = int(np.count_nonzero(own))
        matched = int(np.count_nonzero(hit & own))
        share = matched / total if total else 0.0
        best = max(best, share)
        most = most or (share >= limits.share and matched >= limits.own)
    return round(best, 4), most


def listed(texts: Sequence[str], frames: Sequence[Frame] | None = None) -> Texts:
    """Texts held in memory, for tests and small runs."""

    class Listed:
        def __len__(self) -> int:
            return len(texts)

        def text(self, document: int) -> str:
            return texts[document]

        def frame(self, document: int) -> Frame:
            return frames[document] if frames else ()

        def prints(self, document: int) -> Prints:
            return prints_of(texts[document], self.frame(document))

    return Listed()
