"""Set phrases of four characters with one character that sounds or looks like the right one: 走马观化, 持而不息.

The half that is written rightly is how a phrase is found; the other half must be no common word (一直认为 is no slip of 一致认为).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.phrases import Found
from lint_cmm.checks.text import common_words

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

_PHRASES, _SOUNDS, HALVES, BY_HALF = "set-phrases", "sounds", "set-phrase-halves", "set-phrases-by-half"
_RIGHT = "set-phrases right"
_HALF = 2
_FINE = "~"  # before what is only right
scan.register(HALVES)


def by_halves(phrases: list[str], common: list[str]) -> dict[str, str]:
    """The halves by which ``phrases`` are found, each with its phrases, worked out when the rules are compiled: behind every common word is
    too dear to look."""
    known, found = set(common), dict[str, list[str]]()
    for phrase in phrases:
        for half in {phrase[:_HALF], phrase[_HALF:]} - known if not phrase.startswith(_FINE) else ():
            found.setdefault(half, []).append(phrase)
    return {half: " ".join(some) for half, some in sorted(found.items())}


def find(context: Context, text: str) -> Iterator[Found]:
    """The phrases of ``text`` with such a slip."""
    data = context.data
    for start, end, half in scan.words(context, HALVES, text):
        behind, before = text[end : end + _HALF], text[max(0, start - _HALF) : start]
        for phrase, rest, first in _of(data, half):
            other = behind if first else before
            if len(other) == _HALF and (other[0] == rest[0]) + (other[1] == rest[1]) == 1 and _slip(data, other, rest):
                begin = start if first else start - _HALF
                apart = _right(data).isdisjoint((half + behind, before + half))
                if apart and not _across(data, text, begin, begin + 2 * _HALF):
                    yield Found(begin, begin + 2 * _HALF, text[begin : begin + 2 * _HALF], phrase, "")
                    break


def _right(data: Data) -> frozenset[str]:
    """All that is no slip."""
    if _RIGHT not in data.memo:
        data.memo[_RIGHT] = frozenset([entry.lstrip(_FINE) for entry in data.lexicon(_PHRASES)])
    held: frozenset[str] = data.memo[_RIGHT]
    return held


def _of(data: Data, half: str) -> list[tuple[str, str, bool]]:
    """The phrases with this half, their other half, and whether this is the first."""
    memo: dict[str, list[tuple[str, str, bool]]] = data.memo.setdefault(HALVES, {})
    if half not in memo:
        if _PHRASES not in data.memo:
            data.memo[_PHRASES] = dict(zip(data.lexicon(HALVES), data.lexicon(BY_HALF), strict=True))
        phrases = data.memo[_PHRASES][half].split()
        memo[half] = [(one, one[_HALF:], True) if one.startswith(half) else (one, one[:_HALF], False) for one in phrases]
    return memo[half]


def _slip(data: Data, said: str, meant: str) -> bool:
    """Whether ``said``, no word, has for one character of the half ``meant`` another that is like it."""
    at = said[0] == meant[0]
    return any(said[at] in line for line in _alike(data, meant[at])) and said not in common_words(data)


def _across(data: Data, text: str, start: int, end: int) -> bool:
    """Whether a character of ``text[start:end]`` makes a word with the one outside beside it: 勇敢|与担当."""
    return text[max(0, start - 1) : start + 1] in common_words(data) or text[end - 1 : end + 1] in common_words(data)


def _alike(data: Data, character: str) -> tuple[str, ...]:
    memo: dict[str, tuple[str, ...]] = data.memo.setdefault(_SOUNDS, {})
    if character not in memo:
        memo[character] = tuple(line for line in data.lexicon(_SOUNDS) if character in line)
    return memo[character]
