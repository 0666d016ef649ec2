"""B404 a phrase doubled by a slip: 服务市场服务市场."""

from __future__ import annotations

from collections.abc import Iterator

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.punctuation import is_han
from lint_cmm.records import NamedTuple


class StutterOptions(NamedTuple):
    """``longest``: the longest phrase looked for, in characters. ``pairs``: two-character words whose doubling is surely a slip;
    any other doubling of two characters is ordinary (研究研究). ``fine``: phrases of three characters and more that may be doubled.
    """

    longest: int = 14
    pairs: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()


def stutters(context: Context, options: StutterOptions) -> Issues:
    """One issue for each phrase of Han characters that stands twice without anything between; the span is both."""
    pairs, fine = frozenset(options.pairs), frozenset(options.fine)
    story = context.document.body
    text = story.text
    done = 0
    for start, size in sorted(_doubled(text, options.longest)):
        if start >= done and _slip(text[start : start + size], text, start, start + 2 * size, pairs, fine):
            done = start + 2 * size
            yield Issue(story.span(start, done), {"phrase": text[start : start + size], "right": text[start : start + size]})


def _doubled(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """(start, size) of stretches of ``size`` characters, 2 to ``longest``, that stand twice in a row; overlapping ones are thinned.

    The text laid over itself, ``size`` characters further on, and subtracted bit by bit, leaves zeros where both agree: thirteen
    operations on whole texts instead of a loop over characters.
    """
    plain, width = text.encode("utf-16-le", "surrogatepass"), 2
    if len(plain) > 2 * len(text):
        plain, width = text.encode("utf-32-le", "surrogatepass"), 4
    number = int.from_bytes(plain, "little")
    for size in range(2, longest + 1):
        if len(text) < 2 * size:
            return
        agree = (number ^ (number >> (8 * width * size))).to_bytes(len(plain), "little")
        zeros, last = bytes(width * size), width * (len(text) - 2 * size)
        at = agree.find(zeros)
        while 0 <= at <= last + width - 1:
            start = (at + width - 1) // width
            if text[start : start + size] == text[start + size : start + 2 * size]:
                yield start, size
                at = agree.find(zeros, width * (start + size))
            else:
                at = agree.find(zeros, width * start + 1)


def _slip(phrase: str, text: str, start: int, end: int, pairs: frozenset[str], fine: frozenset[str]) -> bool:
    if not all(is_han(c) for c in phrase):
        return False
    if len(phrase) == 2:
        return phrase in pairs
    if phrase in fine or len(set(phrase)) == 1 or phrase[0] == "一" or phrase[: len(phrase) // 2] * 2 == phrase:
        return False
    # Three times and more is a chant or a filler, and 〇〇 a placeholder: other rules look at those.
    return not (text.startswith(phrase, end) or text.endswith(phrase, 0, start) or set(phrase) <= set("一二三四五六七八九十百千万〇零某"))
