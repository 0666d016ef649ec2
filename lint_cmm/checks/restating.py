"""How much of a clause stands in a problem: the shortened and reordered wording that whole triples of characters do not show.

A clause is the problem's over again when most of its telling characters stand there in pairs (遇到难事往后放 for 碰到难事习惯往后放),
or when most of a point's heading stands in it (改革碰到阻力就收 for 改革遇阻就收). One such clause proves little: a cause has to name
what it explains. Two in a row, with no motive behind them, explain nothing.
"""

from __future__ import annotations

from lint_cmm import patterns as re
from lint_cmm.checks.likely import BITS, SHORTEST, Bounds, Read, holding, suspects
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
_NUMBER = r"[ \u3000]{0,4}(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十][是、]|[0-9]{1,2}[.．、])?[ \u3000]{0,4}"
_LEAD = re.compile(_NUMBER)
_HEADING = re.compile(rf"(?>{_NUMBER})[，,：:。；;！？\n]{{0,400}}([^，,：:。；;！？\n]{{1,60}})")


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
    heads = map(_HEADING.match, points)
    return Aspect("\n".join(points), tuple([frozenset(head[1]) - slight for head in heads if head]))


def after_lead(text: str) -> int:
    """The offset behind the number that a sentence begins with."""
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


class _Clause(NamedTuple):
    start: int
    end: int
    words: list[str]  # characters that tell something
    paired: float  # the part of them that stands in the problem in pairs
    rare: int  # pairs that stand there and are no everyday word
    heads: bool  # holds a point's heading


def restating(
    told: list[tuple[str, bool]], aspects: list[Aspect], common: frozenset[str], official: str, measure: Measure
) -> list[tuple[int, int] | None]:
    """For each sentence the longest stretch of clauses that says one aspect's points over again, or None.

    ``told``: the sentences, and whether each is all there is of its cause: then one clause is enough. ``official`` wording does not
    count; ``common`` pairs of characters are everyday words.
    """
    read = [_read(sentence, official) for sentence, _ in told]
    bounds = Bounds(measure.slight, measure.share, measure.near, _NEARLY_ALL, _FEW, min(_SHORT, measure.alone))
    likely = suspects(read, [one.text for one in aspects], bounds)
    named = holding([text if len(spans) > 1 else "" for text, spans in read], [one.headings for one in aspects], measure.heading)
    found: list[tuple[int, int] | None] = []
    for (sentence, whole), (text, spans), (numbers, pairs), others in zip(told, read, likely, named, strict=True):
        held = pairs() if numbers or others else []
        some = [
            (aspects[number], number in others, [at for at, bits in enumerate(held) if bits >> number % BITS & 1])
            for number in sorted(numbers | others)
        ]
        said = _longest(text, spans, whole, some, common, measure) if some else None
        found.append(said if said and not _explained(sentence, said[1], measure) else None)
    return found


def _read(sentence: str, official: str) -> Read:
    """A sentence without official wording, and where its clauses begin and end."""
    text = pattern(official).sub(_blank, sentence) if official else sentence
    return text, [(hit.start() + (0 if hit.start() else after_lead(hit[0])), hit.end()) for hit in _CLAUSE.finditer(text)]


def _blank(hit: re.Match[str]) -> str:
    return " " * len(hit[0])


def _longest(
    text: str,
    spans: list[tuple[int, int]],
    whole: bool,
    aspects: list[tuple[Aspect, bool, list[int]]],
    common: frozenset[str],
    measure: Measure,
) -> tuple[int, int] | None:
    """The longest stretch of clauses that says one of ``aspects``: with each whether a clause may hold a heading of it, and the offsets
    of pairs that it may hold."""
    clauses = [(first, last, [c for c in text[first:last] if c not in measure.slight]) for first, last in spans]
    best: tuple[int, int, int] | None = None
    least = measure.least
    for one, named, pairs in aspects:
        hits = [at for at in pairs if text[at : at + 2] in one.text]
        if len(hits) < _TRACE:
            continue
        rare = [at for at in hits if text[at : at + 2] not in common]
        if not (rare or named):
            continue
        seen = {*hits, *[at + 1 for at in hits]}
        judged = [_judge(*clause, seen, rare, one.headings if named else (), measure) for clause in clauses]
        runs = _runs(text, judged, one, measure)
        if whole and len(judged) == 1 and len(judged[0].words) >= _SHORT and judged[0].paired >= _NEARLY_ALL and judged[0].rare > 1:
            runs, least = [(0, 0)], _SHORT
        for first, last in runs:
            size = sum([len(clause.words) for clause in judged[first : last + 1]])
            if size >= least and (best is None or size > best[0]):
                best = size, judged[first].start, judged[last].end
    return best[1:] if best else None


def _judge(
    start: int, end: int, words: list[str], seen: set[int], rare: list[int], headings: tuple[frozenset[str], ...], measure: Measure
) -> _Clause:
    holds = [head for head in headings if len(head) >= SHORTEST and len(head.intersection(words)) >= measure.heading * len(head)]
    return _Clause(
        start,
        end,
        words,
        len(seen.intersection(range(start, end))) / max(len(words), 1),
        sum([start <= at < end for at in rare]),
        bool(holds) and len(words) <= 2 * max(map(len, holds)),
    )


def _runs(text: str, judged: list[_Clause], one: Aspect, measure: Measure) -> list[tuple[int, int]]:
    """First and last indices of two or more clauses in a row that say a problem."""
    same = [len(c.words) >= _FEW and (c.heads or c.paired >= measure.share and c.rare > 0) for c in judged]

    def beside(at: int, step: int) -> int:
        """The next clause but an idle one."""
        return at + 2 * step if 0 <= at + 2 * step < len(judged) and _idle(text, judged[at + step], measure) else at + step

    found = []
    for at, it in enumerate(same):
        if it and not (at and same[at - 1]):
            last = at
            while last + 1 < len(same) and same[last + 1]:
                last += 1
            first = at
            size = len(judged[at].words)
            if first == last and size >= 5 and judged[at].rare > 1:  # one alone: what stands beside it may be a looser copy
                after, before = beside(at, 1), beside(at, -1)
                if after < len(judged) and _loosely(judged[after], one, measure):
                    last = after
                if before >= 0 and _loosely(judged[before], one, measure):
                    first = before
            if last > first or size >= measure.alone and judged[at].paired >= _NEARLY_ALL and judged[at].rare >= _SEVERAL:
                found.append((first, last))
    return found


def _idle(text: str, clause: _Clause, measure: Measure) -> bool:
    """Whether a clause names a mere lack (工作纪律执行得不严)."""
    return len(clause.words) < _IDLE and pattern(measure.stock).search(text, clause.start, clause.end) is not None


def _loosely(clause: _Clause, one: Aspect, measure: Measure) -> bool:
    """Whether most of a clause's characters stand in the aspect, some in pairs."""
    size = len(clause.words)
    return size >= _FEW and clause.paired >= measure.near and sum([c in one.text for c in clause.words]) / size >= measure.share


def _explained(sentence: str, end: int, measure: Measure) -> bool:
    """Whether a reason of the writer's own follows in the sentence: 是因为怕…, 根子是我…; 归根到底是能力不足 is none."""
    opened = pattern(measure.reason).search(sentence, end)
    if opened is None:
        return False
    rest = sentence[opened.end() :]
    return pattern(measure.motive).search(opened[0] + rest) is not None or len(rest) >= _TOLD and not pattern(measure.stock).search(rest)
