"""Causes that say a problem over again: P209.

A cause has to name what it explains; one that explains nothing says little else. So the clauses of a sentence are held against each
problem aspect, as sequences are aligned: every character gains when it stands there with its neighbour, more in an uncommon pair, and
loses when it does not. Shortened or in another order, what the aspect said still gains; a reason, told in new words, loses.

In free words less of the aspect is left, but no more of a reason: a sentence whose clauses tell shortcomings, with no more new than
known, and none with a word for why (a thought, a motive, a habit, an ability), is the problem again, too.

What a concluding word (说到底, 原因在于) announces is judged by itself: what stands before may name the problem as it will. When shortcomings
follow, told already in what stands before or in the aspect, it is no reason even when it is short.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, islice
from operator import add

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.likely import BITS, Enough, clauses, likely, told
from lint_cmm.checks.units import lines, pattern, points
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.sentences import sentences
from lint_cmm.model.types import Span
from lint_cmm.outline.types import Item


class RestateOptions(NamedTuple):
    """``least``: what clauses in a row must gain. ``slight``: characters that tell nothing. ``official``: quoted or official wording
    that many sentences share. ``motive``: words of a reason; with one behind them in the sentence the clauses only name what it explains.
    ``concluding``: words that announce a reason. ``why``: words of one behind them or in free words.

    For free words: ``label``: what only names a kind of cause, and is no reason. ``plain``: words that any shortcoming is told in.
    ``lack``: signs that a clause tells one. ``share``: the part of the clauses, or of what stands behind a concluding word, that has such a
    sign. ``enough``: characters of a sentence that stand in the aspect with their neighbour, ``known``: of one with a concluding word."""

    least: int = 14
    slight: str = ""
    official: str = ""
    motive: str = ""
    concluding: str = ""
    why: str = ""
    label: str = ""
    plain: str = ""
    lack: str = ""
    enough: int = 6
    known: int = 4
    share: float = 0.75


_UNCOMMON = 2  # what a character gains in a pair that is no everyday word
_COMMON = 1  # … and in one that is
_LOSS = -1
_CLAUSE = 3  # characters of the shortest clause that tells anything
_LINES = 100  # of the aspects that a sentence may say over again, in which its words are looked for
_LONG = 4000  # characters of an aspect that is sooner searched as a set, and of a line that is looked at
Again = tuple[int, int, list[int]]  # where it begins and ends, and the numbers of the aspects it says over again


class _Sentence(NamedTuple):
    """What is written, the same with blanks for what is official, and in which aspects each pair of its characters may stand, a bit each."""

    written: str
    words: str
    pairs: list[int]


class _Scale(NamedTuple):
    """Characters that weigh nothing, pairs that weigh little, and what they are held against: each aspect, or all characters and pairs of
    a long one."""

    slight: frozenset[str]
    common: frozenset[str]
    aspects: list[str | frozenset[str]]


def restated(context: Context, options: RestateOptions) -> Issues:
    """The clauses of the causes that say the points of one problem aspect over again, shortened or in other order.

    Titles and quoted sayings do not count.
    """
    problems = context.outline.items("problems")
    own_causes = set(map(id, problems))  # told under the problem itself
    every = [line for item in context.outline.items("causes") if id(item) not in own_causes for line in lines(context, item)]
    aspects = ["\n".join([item.title, *[one.text for one in points(item)]]) for item in problems]
    if not every or not aspects:
        return
    text = "\n".join([line.text for line in every])
    starts = list(accumulate([len(line.text) + 1 for line in every], initial=0))
    bare = pattern(options.official).sub(lambda hit: " " * len(hit[0]), text) if options.official else text
    places = sentences(text)

    def of(number: int) -> int:
        start, end = places[number]
        return _enough(bare[start:end], text[start:end], options)

    slight, enough = frozenset(options.slight), Enough(of, min(options.known, options.enough))
    judged = likely(bare, places, aspects, slight, _UNCOMMON, options.least, enough)
    scale = _Scale(slight, _common(context), list(map(_searched, aspects)) if judged else [])
    for start, end, said, near, pairs in judged:
        sentence = _Sentence(text[start:end], bare[start:end], pairs)
        again = _said_again(sentence, said, near, scale, options)
        if again:
            first, last, numbers = again
            line = bisect_right(starts, start) - 1
            span = every[line].cut(start + first - starts[line], start + last - starts[line])
            some = [problems[number] for number in numbers]
            yield Issue(span, related=_said_there(context, some, sentence.written[first:last]))


def _searched(aspect: str) -> str | frozenset[str]:
    return aspect if len(aspect) < _LONG else frozenset([*aspect, *map(add, aspect, aspect[1:])])


def _said_there(context: Context, aspects: list[Item], words: str) -> tuple[Span, ...]:
    """The line of some aspects that has the most pairs of characters in common with the words; of a long one its beginning."""
    pairs = set(map(add, words, words[1:]))
    there = islice((line for aspect in aspects for point in points(aspect) for line in lines(context, point)), _LINES)
    nearest = max(there, key=lambda line: sum(map(line.text[:_LONG].__contains__, pairs)), default=None)
    return (nearest.cut(0, len(nearest.text[:_LONG])),) if nearest else ()


def _enough(words: str, written: str, options: RestateOptions) -> int:
    """How many of its characters stand in an aspect that a sentence may say over again in words of its own; more than it has when it
    neither announces a reason nor tells two lacks, as most.
    """
    if pattern(options.concluding).search(written):
        return options.known
    return options.enough if len(pattern(options.lack).findall(words)) > 1 else len(words) + 1


def _said_again(sentence: _Sentence, said: int, near: int, scale: _Scale, options: RestateOptions) -> Again | None:
    """The clauses that say one aspect over again: of those ``said`` perhaps in its own words, or of those that the sentence is ``near`` to."""
    copied = _copied(sentence, said, scale, options.least) if said else None
    if copied:
        return None if _reasoned(sentence.written, copied[1], options) else copied
    return _in_free_words(sentence, near, scale, options) if near else None


def _copied(sentence: _Sentence, said: int, scale: _Scale, least: int) -> Again | None:
    """The clauses in a row that say most of one of the aspects over again in its own words."""
    spans, aspects = clauses(sentence.words), told(said, len(scale.aspects))
    found = [_best(spans, worth) for worth in _worths(sentence.words, sentence.pairs, aspects, scale)]
    best = gain, first, last = max(found)
    return (first, last, [number for number, one in zip(aspects, found, strict=True) if one == best]) if gain >= least else None


def _reasoned(written: str, start: int, options: RestateOptions) -> bool:
    """Whether the rest of a sentence gives a reason: a motive, or what follows 根子在于 and the like."""
    if pattern(options.motive).search(written, start):
        return True
    concluding = pattern(options.concluding).search(written, start)
    return concluding is not None and pattern(options.why).search(written, concluding.end()) is not None


def _in_free_words(sentence: _Sentence, near: int, scale: _Scale, options: RestateOptions) -> Again | None:
    """The clauses of a sentence that tells lacks and no reason, with no more new than known from one of the aspects it is ``near`` to."""
    words = _without(sentence.words, options.label)
    spans = [span for span in clauses(sentence.words) if len(words[slice(*span)].strip()) >= _CLAUSE]
    if len(spans) < 2 or pattern(options.why).search(words):
        return None
    concluding = pattern(options.concluding).search(sentence.written)
    begin, behind = concluding.span() if concluding else (0, 0)
    lacks = _tells_lacks([words[first:last] for first, last in spans], options)
    if not lacks and not (concluding and _tells_lacks(_parts(words[behind:]), options)):
        return None
    before = frozenset(words[:begin]) - scale.slight
    aspects = told(near, len(scale.aspects))
    worths = _worths(_without(words, options.plain), sentence.pairs, aspects, scale)
    for number, worth in zip(aspects, worths, strict=True):
        if _nothing_new(words[behind:], worth[behind:], before, scale.aspects[number]):
            return spans[0][0], spans[-1][1], [number]
    return None


def _tells_lacks(parts: list[str], options: RestateOptions) -> bool:
    """Whether most of the parts tell a lack."""
    lacks = sum([pattern(options.lack).search(part) is not None for part in parts])
    return lacks >= max(options.share * len(parts), 1)


def _parts(words: str) -> list[str]:
    """The clauses and what they list."""
    parts = [part for first, last in clauses(words) for part in words[first:last].split("、")]
    return [part for part in parts if len(part.strip()) >= _CLAUSE]


def _nothing_new(words: str, worth: list[int], before: frozenset[str], aspect: str | frozenset[str]) -> bool:
    """Whether words have no more new than known: by what they are ``worth``, but all characters that stood ``before`` are known, too, and
    those of the aspect are not new.
    """
    gains = [_UNCOMMON if c in before else 0 if value < 0 and c in aspect else value for c, value in zip(words, worth, strict=True)]
    return sum(gains) >= 0


def _without(words: str, source: str) -> str:
    """The words with blanks for what ``source`` finds."""
    return pattern(source).sub(lambda hit: " " * len(hit[0]), words)


def _best(spans: list[tuple[int, int]], worth: list[int]) -> tuple[int, int, int]:
    """The most that clauses in a row gain, and where they begin and end."""
    best, current, begin = (0, 0, 0), 0, 0
    for first, last in spans:
        if current <= 0:
            current, begin = 0, first
        current += sum(worth[first:last])
        if current > best[0]:
            best = current, begin, last
    return best


def _worths(words: str, pairs: list[int], aspects: list[int], scale: _Scale) -> Iterator[list[int]]:
    """For each aspect what the characters gain or lose in it: the more of what their pairs gain."""
    losses = [0 if c in scale.slight else _LOSS for c in words]
    telling = [(at, words[at : at + 2], bits) for at, bits in enumerate(pairs) if bits and losses[at] and losses[at + 1]]
    gains = sorted([(_COMMON if pair in scale.common else _UNCOMMON, at, pair, bits) for at, pair, bits in telling])
    for number in aspects:
        aspect, bit, worth = scale.aspects[number], 1 << number % BITS, losses.copy()
        for gain, at, pair, bits in gains:
            if bits & bit and pair in aspect:
                worth[at] = worth[at + 1] = gain
        yield worth


def _common(context: Context) -> frozenset[str]:
    held: frozenset[str] | None = context.data.memo.get("background")
    if held is None:
        held = context.data.memo["background"] = frozenset(context.data.lexicon("background"))
    return held
