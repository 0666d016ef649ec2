"""The words that are shown as proof of an answer, whole ones.

What ties two texts are pairs of characters, some of which lie across the borders of words (馆制 in 图书馆制度). A proof at whose edge a
known word goes on takes it in where both texts have it, and else leaves out what belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lint_cmm.kit.heads import code
from lint_cmm.outline.pairing.score import NUMERALS

if TYPE_CHECKING:
    from lint_cmm.outline.pairing.units import Thesaurus

_MOST = 6  # words shown with an answer
_GROWN = 4  # characters that a word is carried on by, at either end
_NUMERALS = frozenset(NUMERALS)
_NUMBERS = _NUMERALS | frozenset("0123456789")
_COUNTED = _NUMBERS | {"每"}
_COUNTERS = frozenset("个名户家份篇项条台张座处间件栋只批种次类号组位本所桶支株亩")  # what stands between a number and a thing
_CLOSED = frozenset("的了在和与及是把被就也都还对等这那我")  # characters that no word is carried on over


def _joined(words: dict[str, float], text: str) -> list[tuple[str, float]]:
    """Overlapping pairs that stand together in ``text`` as the words they come from: 青龙 龙水 水库 is 青龙水库. All with their worth."""
    if len(words) == 1 and len(next(iter(words))) == 2:
        return list(words.items())
    found = [(word.lstrip("“"), value) for word, value in words.items() if len(word) != 2]
    pairs = [word for word in words if len(word) == 2]
    if {pair[0] for pair in pairs}.isdisjoint([pair[1] for pair in pairs]):  # none goes on where another ends
        return found + [(pair, words[pair]) for pair in pairs]
    stop = 0
    for at in sorted([at for pair in pairs for at in _places(pair, text)]):
        if at < stop:
            continue
        end, value = at + 1, 0.0
        while text[end - 1 : end + 1] in words and end < len(text):
            value += words[text[end - 1 : end + 1]]
            end += 1
        found.append((text[at:end], value))
        stop = end
    return found


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def shown(themes: dict[str, float], shared: list[tuple[str, dict[str, float]]], theirs: str, known: Thesaurus) -> tuple[str, ...]:
    """Of the words of ``themes`` and those that units of an aspect share with a measure, ``theirs``, the few that prove most, the strongest first.

    Everyday words, small numbers and verbs with their 了 (压了) are shown only where nothing else is, and what cannot be told as a word
    only where no word is.
    """
    worth = themes.copy()
    for unit, words in shared:
        for word, value in _joined(words, unit) if words else ():
            if value > worth.get(word, 0.0):
                worth[word] = value
    order = [word for _, word in sorted([(-value, word) for word, value in worth.items()])]
    common, everyday = known.common, known.options["everyday-word"]
    short = (word for word in order if common.worth(word) > everyday and word[-1] != "了")
    telling = (word for word in short if not (word[0] in _COUNTED and len(word) < 3))
    whole = _Whole("\n".join([unit for unit, _ in shared]), theirs, known)
    return _first(telling, themes, whole) or _first(order, themes, whole) or _first(order, worth, whole)


def _first(words: Iterable[str], listed: dict[str, float], whole: _Whole) -> tuple[str, ...]:
    """The first few of ``words`` of which none holds another; those that are not ``listed`` made ``whole``."""
    kept: list[str] = []
    for proof in words:
        word = proof if proof in listed else whole.word(proof)
        if not word:
            continue
        for other in kept:
            if word in other or other in word:
                break
        else:
            kept.append(word)
            if len(kept) == _MOST:
                break
    return tuple(kept)


class _Whole:
    """Two texts, and what makes whole words of the pairs that tie them."""

    __slots__ = ("_common", "_ours", "_pieces", "_sides", "_theirs")

    def __init__(self, ours: str, theirs: str, known: Thesaurus) -> None:
        self._ours, self._theirs = ours, theirs
        self._common, self._pieces, self._sides = known.common, known.pieces, (known.problem, known.measure)

    def word(self, proof: str) -> str:
        """``proof`` with the rest of its words, or without what belongs to other ones; "" where no two characters are left."""
        size = len(proof)
        if size == 1:
            return self._named(proof, self._ours) or self._named(proof, self._theirs)
        begins, ends = self._is_word(proof[:2]), self._is_word(proof[-2:])
        if begins and ends:
            return proof
        at, other = self._ours.find(proof), self._theirs.find(proof)
        if at < 0 or other < 0:
            return ""
        start = at if begins else at + self._border(at, other, -1, size)
        end = at + size if ends else at + size + self._border(at + size, other + size, 1, size)
        return self._ours[start:end] if end - start > 1 else ""

    def _is_word(self, pair: str) -> bool:
        return pair in self._common and pair not in self._pieces

    def _named(self, character: str, text: str) -> str:
        """The word of the thesaurus that ``character`` stands in where the text first has it, in its first two places; "" for none."""
        at = text.find(character)
        for start in (at, at - 1) if at > 0 else ():
            head = code(text[start : start + 2])
            for words in (side.words.get(head, ()) for side in self._sides):
                for word in words:
                    if text.startswith(word, start):
                        return word
        return ""

    def _border(self, at: int, other: int, step: int, size: int) -> int:
        """How far from its place in both texts a word of ``size`` begins (``step`` -1) or ends (1): farther out where both go on alike, else
        further in."""
        ours, theirs = self._ours, self._theirs
        if not self._within(ours, at, step) and not self._within(theirs, other, step):
            return 0
        beside = min(step, 0)
        for moved in range(0, _GROWN * step, step) if size > 2 else ():
            if not self._within(ours, at + moved, step) and not self._within(theirs, other + moved, step):
                return moved
            character, alike = ours[at + moved + beside :][:1], theirs[other + moved + beside :][:1]
            if character != alike or not "\u4dff" < character < "\ua000" or character in _CLOSED:
                break
        for moved in range(0, -size * step, -step):
            if not self._within(ours, at + moved, step) and not self._within(theirs, other + moved, step):
                return moved
        return -size * step

    def _within(self, text: str, border: int, step: int) -> bool:
        """True where what stands behind (``step`` -1) or before the border is no word, and it lies within one, or between a number and what it
        counts in."""
        inside = text[border : border + 2] if step < 0 else text[border - 2 : border]
        if self._is_word(inside):
            return False
        before, after = text[border - 1 : border], text[border : border + 1]
        if before + after in self._common:
            return True
        if step < 0:
            return before in _NUMBERS and after in _COUNTERS
        return inside in self._pieces or before in _NUMERALS and inside[:1] not in _NUMERALS
