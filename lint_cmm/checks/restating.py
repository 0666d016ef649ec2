"""How much of a clause stands in a problem: the shortened and reordered wording that whole triples of characters do not show.

A clause is the problem's over again when most of its telling characters stand there in pairs (遇到难事往后放 for 碰到难事习惯往后放),
or when most of a point's heading stands in it (改革碰到阻力就收 for 改革遇阻就收). One such clause proves little: a cause has to name
what it explains. Two in a row, with no motive behind them, explain nothing.
"""

from __future__ import annotations

from itertools import compress

from lint_cmm import patterns as re
from lint_cmm.checks.likely import BITS, Likely, covering
from lint_cmm.checks.units import pattern
from lint_cmm.records import NamedTuple

_NEARLY_ALL = 0.85  # of a single clause's characters
_TOLD = 16  # characters of a reason that is more than a stock phrase
_SHORT = 6  # characters of a clause that is the whole cause
_SEVERAL = 5  # uncommon pairs of a single clause
_IDLE = 10  # telling characters of a clause that only names a lack
_FEW = 3  # telling characters of a clause, under which it says nothing
_TRACE = 3  # pairs of a sentence in an aspect, under which it is not looked at
_CLAUSE = re.compile(r"[^，,：:。；;！？\n]{1,400}")
_LEAD = re.compile(
    r"[ \u3000]{0,4}(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十][是、]|[0-9]{1,2}[.．、])?[ \u3000]{0,4}"
)
_HEADING = re.compile(r"[^，,：:。；;！？\n]{1,60}")


class Measure(NamedTuple):
    """What counts as the same. ``share``: the part of a clause's telling characters that stand in the problem in pairs, ``near``
    that for a clause beside one that does; ``heading``: the part of a point's heading that a clause holds. ``least``: telling
    characters of such a stretch, ``alone`` of a single clause that is nearly all the problem's. ``slight``: characters that
    tell nothing. ``reason`` opens a reason, ``motive`` is one, ``stock`` is none (能力不足)."""

    share: float
    near: float
    heading: float
    least: int
    alone: int
    slight: frozenset[str]
    reason: str
    motive: str
    stock: str


class Aspect(NamedTuple):
    """A problem aspect as clauses are compared with it."""

    text: str
    headings: tuple[frozenset[str], ...]  # of its points, the characters that tell something


def aspect(points: list[str], slight: frozenset[str]) -> Aspect:
    """The text and the headings of the points of one aspect."""
    heads = [_HEADING.search(text, after_lead(text)) for text in points]
    return Aspect("\n".join(points), tuple([frozenset(head[0]) - slight for head in heads if head]))


def after_lead(text: str) -> int:
    """The offset behind the number that a sentence begins with."""
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


class _Clause(NamedTuple):
    start: int
    end: int
    telling: int  # characters that tell something
    paired: float  # the part of them that stands in the problem in pairs
    known: float  # the part that stands there at all
    rare: int  # pairs that stand there and are no everyday word
    heads: bool  # holds a point's heading
    idle: bool  # names a mere lack (工作纪律执行得不严)


def restating(
    sentence: str,
    start: int,
    whole: bool,
    aspects: list[Aspect],
    likely: Likely,
    common: frozenset[str],
    official: str,
    measure: Measure,
) -> tuple[int, int] | None:
    """The longest stretch of clauses of ``sentence`` that says one aspect's points over again, or None.

    ``official`` wording does not count. ``likely`` knows the aspects that are worth a comparison; ``start`` is where the sentence
    stands in all that causes tell; ``whole`` says that it is all there is of its cause: then one clause is enough.
    """
    text = pattern(official).sub(_blank, sentence) if official else sentence
    spans = [(hit.start() + (0 if hit.start() else after_lead(hit[0])), hit.end()) for hit in _CLAUSE.finditer(text)]
    slight = measure.slight
    says = [c not in slight for c in text]
    near = likely.pairs[start : start + len(text) - 1]
    pairs = [(at, text[at : at + 2]) for at in compress(range(len(text) - 1), near) if says[at] and says[at + 1]]
    uncommon = {at for at, pair in pairs if pair not in common}
    telling = [list(compress(text[first:last], says[first:last])) for first, last in spans]
    named = likely.named(frozenset().union(*telling))
    paired = _paired([(at, near[at]) for at, _ in pairs], uncommon, spans, telling, measure)
    best: tuple[int, int, int] | None = None
    least = measure.least
    for number, one in enumerate(aspects) if paired or named else ():
        if not (paired >> number % BITS & 1 or number in named):
            continue
        hits = [at for at, pair in pairs if pair in one.text]
        if len(hits) < _TRACE:
            continue
        rare = [at for at in hits if at in uncommon]
        seen = {*hits, *[at + 1 for at in hits]}
        judged = [_judge(text, *span, words, seen, rare, one, measure) for span, words in zip(spans, telling, strict=True)]
        runs = _runs(judged, measure)
        if whole and len(judged) == 1 and judged[0].telling >= _SHORT and judged[0].paired >= _NEARLY_ALL and judged[0].rare > 1:
            runs, least = [(0, 0)], _SHORT
        for first, last in runs:
            size = sum([clause.telling for clause in judged[first : last + 1]])
            if size >= least and (best is None or size > best[0]):
                best = size, judged[first].start, judged[last].end
    if best is None or _explained(sentence, best[2], measure):
        return None
    return best[1], best[2]


def _paired(
    pairs: list[tuple[int, int]], uncommon: set[int], spans: list[tuple[int, int]], telling: list[list[str]], measure: Measure
) -> int:
    """The aspects, a bit each, whose pairs may fill enough of any clause. ``pairs``: offsets with the aspects that may hold the pair."""
    held = dict.fromkeys([at + 1 for at, _ in pairs], 0) | dict(pairs)
    rare = {at: own for at, own in pairs if at in uncommon}
    for at, own in pairs:
        held[at + 1] |= own
    found = 0
    for (first, last), words in zip(spans, telling, strict=True):
        telltale = 0
        for at in rare.keys() & range(first, last) if len(words) >= _FEW else ():
            telltale |= rare[at]
        if telltale:
            found |= telltale & covering([held[at] for at in range(first, last) if at in held], measure.share, len(words))
    return found


def _blank(hit: re.Match[str]) -> str:
    return " " * len(hit[0])


def _judge(text: str, start: int, end: int, words: list[str], seen: set[int], rare: list[int], one: Aspect, measure: Measure) -> _Clause:
    telling = max(len(words), 1)
    holds = [head for head in one.headings if len(head) >= 4 and len(head.intersection(words)) >= measure.heading * len(head)]
    return _Clause(
        start,
        end,
        len(words),
        sum([at in seen for at in range(start, end)]) / telling,
        sum([c in one.text for c in words]) / telling,
        sum([start <= at < end for at in rare]),
        bool(holds) and len(words) <= 2 * max(map(len, holds)),
        len(words) < _IDLE and pattern(measure.stock).search(text, start, end) is not None,
    )


def _runs(judged: list[_Clause], measure: Measure) -> list[tuple[int, int]]:
    """First and last indices of two or more clauses in a row that say a problem."""
    same = [c.telling >= _FEW and (c.heads or c.paired >= measure.share and c.rare > 0) for c in judged]
    found = []
    for at, it in enumerate(same):
        if it and not (at and same[at - 1]):
            last = at
            while last + 1 < len(same) and same[last + 1]:
                last += 1
            first = at
            if first == last and judged[at].telling >= 5 and judged[at].rare > 1:  # one alone: what stands beside it may be a looser copy
                after = at + 2 if at + 2 < len(judged) and judged[at + 1].idle else at + 1
                before = at - 2 if at > 1 and judged[at - 1].idle else at - 1
                if after < len(judged) and _loosely(judged[after], measure):
                    last = after
                if before >= 0 and _loosely(judged[before], measure):
                    first = before
            if last > first or judged[at].telling >= measure.alone and judged[at].paired >= _NEARLY_ALL and judged[at].rare >= _SEVERAL:
                found.append((first, last))
    return found


def _loosely(clause: _Clause, measure: Measure) -> bool:
    return clause.telling >= _FEW and clause.known >= measure.share and clause.paired >= measure.near


def _explained(sentence: str, end: int, measure: Measure) -> bool:
    """Whether a reason of the writer's own follows in the sentence: 是因为怕…, 根子是我…; 归根到底是能力不足 is none."""
    opened = pattern(measure.reason).search(sentence, end)
    if opened is None:
        return False
    rest = sentence[opened.end() :]
    return pattern(measure.motive).search(opened[0] + rest) is not None or len(rest) >= _TOLD and not pattern(measure.stock).search(rest)
