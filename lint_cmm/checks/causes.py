"""Causes that say a problem over again: P209.

A cause has to name what it explains; one that explains nothing says little else. So the clauses of a sentence are held against each
problem aspect, as sequences are aligned: every character gains when it stands there with its neighbour, more in an uncommon pair, and
loses when it does not. Shortened or in another order, what the aspect said still gains; a reason, told in new words, loses.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.likely import clauses, likely
from lint_cmm.checks.units import lines, pattern, points
from lint_cmm.model.sentences import sentences
from lint_cmm.records import NamedTuple


class RestateOptions(NamedTuple):
    """``least``: what clauses in a row must gain. ``slight``: characters that tell nothing. ``official``: quoted or official wording
    that many sentences share. ``motive``: words of a reason; with one behind them in the sentence the clauses only name what it explains."""

    least: int = 14
    slight: str = ""
    official: str = ""
    motive: str = ""


_UNCOMMON = 2  # what a character gains in a pair that is no everyday word
_COMMON = 1  # … and in one that is
_LOSS = -1


def restated(context: Context, options: RestateOptions) -> Issues:
    """The clauses of the causes that say the points of one problem aspect over again, shortened or in other order.

    Titles and quoted sayings do not count.
    """
    problems = context.outline.items("problems")
    own_causes = set(problems)  # told under the problem itself
    told = [line for item in context.outline.items("causes") if item not in own_causes for line in lines(context, item)]
    aspects = ["\n".join([one.text for one in points(item)]) for item in problems]
    if not told or not aspects:
        return
    text = "\n".join([line.text for line in told])
    starts = list(accumulate([len(line.text) + 1 for line in told], initial=0))
    bare = pattern(options.official).sub(lambda hit: " " * len(hit[0]), text) if options.official else text
    slight = frozenset(options.slight)
    for start, end, numbers in likely(bare, sentences(text), aspects, slight, _UNCOMMON, options.least):
        words = bare[start:end]
        spans = clauses(words)
        best, first, last = max([_best(words, spans, aspects[number], slight, context) for number in numbers])
        if best >= options.least and not pattern(options.motive).search(text, start + last, end):
            line = bisect_right(starts, start) - 1
            yield Issue(told[line].cut(start + first - starts[line], start + last - starts[line]))


def _best(words: str, spans: list[tuple[int, int]], aspect: str, slight: frozenset[str], context: Context) -> tuple[int, int, int]:
    """The most that clauses in a row gain from the aspect, and where they begin and end."""
    common = _common(context)
    says = [c not in slight for c in words]
    worth = [_LOSS if telling else 0 for telling in says]
    for at in range(len(words) - 1):
        if says[at] and says[at + 1] and words[at : at + 2] in aspect:
            gain = _COMMON if words[at : at + 2] in common else _UNCOMMON
            worth[at], worth[at + 1] = max(worth[at], gain), max(worth[at + 1], gain)
    best, current, begin = (0, 0, 0), 0, 0
    for first, last in spans:
        if current <= 0:
            current, begin = 0, first
        current += sum(worth[first:last])
        if current > best[0]:
            best = current, begin, last
    return best


def _common(context: Context) -> frozenset[str]:
    held: frozenset[str] | None = context.data.memo.get("background")
    if held is None:
        held = context.data.memo["background"] = frozenset(context.data.lexicon("background"))
    return held
