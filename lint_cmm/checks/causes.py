"""Causes that say a problem over again: P209.

A cause has to name what it explains; one that explains nothing says little else. So the clauses of a sentence are held against each
problem aspect, as sequences are aligned: every character gains when it stands there with its neighbour, more in an uncommon pair, and
loses when it does not. Shortened or in another order, what the aspect said still gains; a reason, told in new words, loses.

In free words less of the aspect is left, but no more of a reason: a sentence whose clauses tell shortcomings, all of the aspect's things
and none with a word for why (a thought, a motive, a habit, an ability), is the problem again, too.

What a concluding word (说到底, 原因在于) announces is judged by itself: what stands before may name the problem as it will. It has to be told in
what stands before it or in the aspect, with no more new than known; then it is no reason even when it is short.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.likely import clauses, likely, told
from lint_cmm.checks.units import lines, pattern, points
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.sentences import sentences
from lint_cmm.model.types import Span


class RestateOptions(NamedTuple):
    """``least``: what clauses in a row must gain. ``slight``: characters that tell nothing. ``official``: quoted or official wording
    that many sentences share. ``motive``: words of a reason; with one behind them in the sentence the clauses only name what it explains.

    For free words, patterns: ``why``: words of a reason, ``kind``: those that a ``label``, which only names a kind of cause, may hold, too,
    ``writer``: those that are a reason in a sentence without ``frame``, which says that the reason follows; ``plain``: words that any shortcoming is
    told in, ``short``: signs that a clause tells one, ``plan``: signs that it is a measure. Measures: ``enough``: characters of a sentence that stand
    in the aspect with their neighbour. ``free``: what the sentence must gain as a whole when at least ``share`` of its clauses tell a shortcoming, ``sure``:
    when at least ``half`` of them do, ``framed``: with a frame. Behind a frame: ``behind``: what the rest of the sentence must gain, ``lacking``: the
    part of it that tells lacks, ``known``: characters of such a sentence that stand in the aspect or before the frame."""

    least: int = 14
    slight: str = ""
    official: str = ""
    motive: str = ""
    why: str = ""
    writer: str = ""
    kind: str = ""
    label: str = ""
    plain: str = ""
    short: str = ""
    plan: str = ""
    frame: str = ""
    enough: int = 6
    known: int = 4
    lacking: float = 0.66
    behind: int = 0
    free: int = -2
    framed: int = -6
    sure: int = 10
    half: float = 0.4
    share: float = 0.75


_UNCOMMON = 2  # what a character gains in a pair that is no everyday word
_COMMON = 1  # … and in one that is
_LOSS = -1
Aspect = tuple[str, int]  # what it says, and its bit
Telling = tuple[list[int], list[tuple[int, str, int]]]
_CLAUSE = 3  # characters of the shortest clause that tells anything


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
    slight = frozenset(options.slight)
    places = sentences(text)
    enough = [_enough(bare[start:end], text[start:end], options) for start, end in places]
    for start, end, said, near, pairs in likely(bare, places, aspects, slight, _UNCOMMON, options.least, enough):
        words = bare[start:end]
        best = first = last = 0
        if said:
            spans, telling = clauses(words), _telling(words, pairs, slight)
            best, first, last = max([_best(spans, _worth(telling, one, context)) for one in told(said, aspects)])
        if best < options.least or _reasoned(text, start + last, end, options):
            spans = _free(words, text[start:end], told(_known(words, near, pairs, options.why), aspects), pairs, slight, options, context)
            if not spans:
                continue
            first, last = spans[0][0], spans[-1][1]
        line = bisect_right(starts, start) - 1
        span = every[line].cut(start + first - starts[line], start + last - starts[line])
        yield Issue(span, related=_said_there(context, text[start + first : start + last]))


def _said_there(context: Context, words: str) -> tuple[Span, ...]:
    """The line of the problems that has the most pairs of characters in common with the words."""
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    there = [line for item in context.outline.items("problems") for point in points(item) for line in lines(context, point)]
    nearest = max(there, key=lambda line: sum([pair in line.text for pair in pairs]), default=None)
    return (nearest.span,) if nearest else ()


def _reasoned(text: str, start: int, end: int, options: RestateOptions) -> bool:
    """Whether the rest of a sentence gives a reason: a motive, or what follows 根子在于 and the like."""
    if pattern(options.motive).search(text, start, end):
        return True
    frame = pattern(options.frame).search(text, start, end)
    return frame is not None and pattern(options.why).search(text, frame.end(), end) is not None


def _enough(words: str, whole: str, options: RestateOptions) -> int:
    """How many of its characters stand in an aspect that a sentence may say over again in words of its own; more than it has when it
    neither announces a reason nor tells two lacks, as most.
    """
    if pattern(options.frame).search(whole):
        return options.known
    return options.enough if len(pattern(options.short).findall(words)) > 1 else len(words) + 1


def _free(
    words: str,
    whole: str,
    near: list[Aspect],
    pairs: list[int],
    slight: frozenset[str],
    options: RestateOptions,
    context: Context,
) -> list[tuple[int, int]]:
    """The clauses by which a sentence says some of the aspects that it is ``near`` to over again in words of its own; none when it does
    not. ``whole``: the sentence with what ``words`` has blanks for.
    """
    frame = pattern(options.frame).search(whole)
    aspects = _unexplained(words, near, options.why)
    spans = clauses(words) if aspects else []
    if len(spans) < 2:
        return []
    begin = spans[0][0]
    words = " " * begin + words[begin:]
    framed = len(spans) > 2 and frame is not None
    own = aspects if framed else _unexplained(words, aspects, options.writer)
    if not own and frame is None:
        return []
    words = _without(words, options.label)
    aspects = _unexplained(words, aspects, options.kind)
    own = [aspect for aspect in own if aspect in aspects]
    some = [span for span in spans if len(words[slice(*span)].strip()) >= _CLAUSE]
    if not aspects or len(some) < 2 or pattern(options.plan).search(words):
        return []
    plain = _without(words, options.plain)
    lacks = sum([pattern(options.short).search(words, *span) is not None for span in some])
    least = options.framed if framed else options.free if lacks >= options.share * len(some) else options.sure
    many = lacks > 1 and lacks >= options.half * len(some)
    lacking = frame is not None and _lacking(words[frame.end() :], options)
    telling = _telling(plain, pairs, slight)
    for aspect in aspects if many or lacking else ():
        worth = _worth(telling, aspect, context)
        won = [value for value in worth if value > 0]
        known, again = len(won), 0
        if frame is None and (known < options.enough or sum(won) < least):
            continue
        gains = [0 if value < 0 and c in aspect[0] else value for value, c in zip(worth, plain, strict=True)]
        if frame:
            first, last = frame.span()
            said = frozenset(words[:first]) - slight
            again = sum([c in said for c in words[last:]])
            behind = sum([_UNCOMMON if c in said else value for c, value in zip(words[last:], gains[last:], strict=True)])
            if behind < options.behind:
                continue
            if lacking and known + again >= options.known:
                return some
        if many and aspect in own and known >= options.enough and sum(gains) >= least:
            return some
    return []


def _lacking(behind: str, options: RestateOptions) -> bool:
    """Whether what a concluding word announces is told as lacks, part by part."""
    parts = [part for first, last in clauses(behind) for part in behind[first:last].split("、") if len(part.strip()) > 1]
    lacks = sum([pattern(options.short).search(part) is not None for part in parts])
    return bool(parts) and lacks >= options.lacking * len(parts)


def _unexplained(words: str, aspects: list[Aspect], source: str) -> list[Aspect]:
    """The aspects in which all reasons that the words give are told already."""
    whys = [words[hit.start() : hit.end() + 2] for hit in pattern(source).finditer(words)]
    for why in whys:
        aspects = [aspect for aspect in aspects if why in aspect[0]]
    return aspects


def _known(words: str, aspects: int, pairs: list[int], source: str) -> int:
    """The same asked of bits, where some too many are left."""
    for hit in pattern(source).finditer(words) if aspects else ():
        for bits in pairs[hit.start() : hit.end() + 1]:
            aspects &= bits
    return aspects


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


def _telling(words: str, pairs: list[int], slight: frozenset[str]) -> Telling:
    """What each character loses where no aspect says it, and the ``pairs`` that are told: where they stand, and in which aspects they may."""
    losses = [0 if c in slight else _LOSS for c in words]
    return losses, [(at, words[at : at + 2], bits) for at, bits in enumerate(pairs) if bits and losses[at] and losses[at + 1]]


def _worth(telling: Telling, aspect: Aspect, context: Context) -> list[int]:
    """What each character gains or loses in an aspect."""
    common = _common(context)
    said, bit = aspect
    losses, pairs = telling
    worth = losses.copy()
    for at, pair, bits in pairs:
        if bits & bit and pair in said:
            gain = _COMMON if pair in common else _UNCOMMON
            worth[at], worth[at + 1] = max(worth[at], gain), max(worth[at + 1], gain)
    return worth


def _common(context: Context) -> frozenset[str]:
    held: frozenset[str] | None = context.data.memo.get("background")
    if held is None:
        held = context.data.memo["background"] = frozenset(context.data.lexicon("background"))
    return held
