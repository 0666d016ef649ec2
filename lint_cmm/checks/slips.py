"""Set phrases of four characters with one character that sounds or looks like the right one: 走马观化, 持而不息.

The half that is written rightly is how a phrase is found; the other half must be no common word (一直认为 is no slip of 一致认为).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.phrases import Found
from lint_cmm.checks.text import common_words
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

_PHRASES, _SOUNDS = "set-phrases", "sounds"
_HALF = 2
_FINE = "~"  # before what is only right


class _Known(NamedTuple):
    """``right``: what is no slip; ``halves`` of the phrases, and the phrases by what is left of them without one of their characters."""

    right: frozenset[str]
    halves: dict[str, None]
    gaps: dict[str, list[str]]


def _known(data: Data) -> _Known:
    if _PHRASES not in data.memo:
        entries, common = data.lexicon(_PHRASES), common_words(data)
        halves: dict[str, None] = {}
        gaps: dict[str, list[str]] = {}
        for phrase in [entry for entry in entries if not entry.startswith(_FINE)]:
            halves.update(dict.fromkeys({phrase[:_HALF], phrase[_HALF:]} - common))  # behind every common word is too dear to look
            for at in range(len(phrase)):
                gaps.setdefault(phrase[:at] + _FINE + phrase[at + 1 :], []).append(phrase)
        data.memo[_PHRASES] = _Known(frozenset([entry.lstrip(_FINE) for entry in entries]), halves, gaps)
    held: _Known = data.memo[_PHRASES]
    return held


def announce() -> None:
    """Have the halves of the phrases looked for in the one pass over a text. Called at import time by check modules."""
    scan.register_words(_PHRASES, lambda data: _known(data).halves)


def find(context: Context, text: str) -> Iterator[Found]:
    """The phrases of ``text`` with such a slip."""
    known = _known(context.data)
    gaps = known.gaps
    for start, end, half in scan.words(context, _PHRASES, text):
        behind, before = text[end : end + _HALF], text[max(0, start - _HALF) : start]
        if half + behind in known.right or before + half in known.right:
            continue
        for key in (half + behind[:1] + _FINE, half + _FINE + behind[1:], before[:1] + _FINE + half, _FINE + before[1:] + half):
            if key in gaps:
                at = key.index(_FINE)
                first = start if at >= _HALF else start - _HALF
                said = text[first : first + 2 * _HALF]
                right = next((phrase for phrase in gaps[key] if _slip(context.data, said, phrase, at)), "")
                if right and said not in known.right and not _across(context.data, text, first, first + 2 * _HALF):
                    yield Found(first, first + 2 * _HALF, said, right, "")
                    break


def _slip(data: Data, said: str, phrase: str, at: int) -> bool:
    """Whether ``said``, the phrase but for the character ``at``, has a like one there, and not in a half that is a word."""
    half = said[:_HALF] if at < _HALF else said[_HALF:]
    return len(said) == len(phrase) and half not in common_words(data) and any(said[at] in line for line in _alike(data, phrase[at]))


def _across(data: Data, text: str, start: int, end: int) -> bool:
    """Whether a character of ``text[start:end]`` makes a word with the one outside beside it: 勇敢|与担当."""
    return text[max(0, start - 1) : start + 1] in common_words(data) or text[end - 1 : end + 1] in common_words(data)


def _alike(data: Data, character: str) -> tuple[str, ...]:
    memo: dict[str, tuple[str, ...]] = data.memo.setdefault(_SOUNDS, {})
    if character not in memo:
        memo[character] = tuple(line for line in data.lexicon(_SOUNDS) if character in line)
    return memo[character]
