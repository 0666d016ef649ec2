"""B404 a phrase doubled by a slip: 服务市场服务市场."""

from __future__ import annotations

from typing import NamedTuple

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.punctuation import is_han


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
    seen: dict[str, int] = {}
    done = 0
    for at in range(len(text) - 1):
        gram = text[at : at + 2]
        before = seen.get(gram)
        seen[gram] = at
        if before is None or before < done:
            continue
        size = at - before
        if not 2 <= size <= options.longest or text[before:at] != text[at : at + size]:
            continue
        phrase = text[before:at]
        if _slip(phrase, text, before, at + size, pairs, fine):
            done = at + size
            yield Issue(story.span(before, at + size), {"phrase": phrase, "right": phrase})


def _slip(phrase: str, text: str, start: int, end: int, pairs: frozenset[str], fine: frozenset[str]) -> bool:
    if not all(is_han(c) for c in phrase):
        return False
    if len(phrase) == 2:
        return phrase in pairs
    if phrase in fine or len(set(phrase)) == 1 or phrase[0] == "一" or phrase[: len(phrase) // 2] * 2 == phrase:
        return False
    # Three times and more is a chant or a filler, and 〇〇 a placeholder: other rules look at those.
    return not (text.startswith(phrase, end) or text.endswith(phrase, 0, start) or set(phrase) <= set("一二三四五六七八九十百千万〇零某"))
