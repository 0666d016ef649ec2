"""Problems and the measures that answer them: P201, P202, P203."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.concreteness import is_vague
from lint_cmm.checks.units import denies, empty, lines
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.roles import load, names
from lint_cmm.outline.types import Alignment


class ProblemOptions(NamedTuple):
    """No options: the threshold is ``answer-threshold`` of ``lexicon/themes.toml``, which the report's alignment shares."""


def problem(context: Context, options: ProblemOptions) -> Issues:
    """Problem aspects that no measure answers, on the aspect's heading.

    Silent without a measures section (another rule reports that), and for aspects that are empty or only deny or that reflect on a
    case: what that teaches shows in the measures for all others.
    Limits: a measure whose only tie to the problem is knowledge of the world is not seen.
    """
    for pair in _judged(context):
        if not pair.answers and not names(pair.problem.title, "cases", load(context.data)):
            yield Issue(pair.problem.heading, {"aspect": pair.problem.title})


class PointOptions(NamedTuple):
    """``floor``: a point is reported when its best measure scores below this (0 to 1) and its aspect is answered."""

    floor: float = 0.1


def point(context: Context, options: PointOptions) -> Issues:
    """Points of an answered aspect that no measure answers, on the point's heading."""
    for pair in _judged(context):
        if pair.answers and pair.answers[0].measure is not pair.problem and len(pair.points) > 1:
            strong = max(p.best for p in pair.points)
            for one in pair.points:
                if one.best < options.floor and one.best < strong:
                    yield Issue(one.problem.heading, {"point": one.problem.title})


class MeasureOptions(NamedTuple):
    """``floor``: a measure is reported when it answers no aspect, and no point with this score (0 to 1) or more. ``share``: as for vague measures,
    which another rule reports."""

    floor: float = 0.2
    share: float = 0.2


def measure(context: Context, options: MeasureOptions) -> Issues:
    """Measures that answer no problem, on the measure's heading. Rows of tables, sentences without a number (who answers
    for all measures) and vague measures are not judged."""
    pairs = context.alignment
    if not pairs:
        return
    from lint_cmm.outline.pairing import unclaimed

    strays = context.memo["strays"] = set()  # what a report shows beside a problem must not be said to answer none
    for item in unclaimed(context.outline, pairs, options.floor):
        if item.mark and not is_vague(context, lines(context, item), options.share):
            strays.add(item.heading)
            yield Issue(item.heading, {"measure": item.title})


def _judged(context: Context) -> list[Alignment]:
    known: list[Alignment] | None = context.memo.get("judged")
    if known is None:
        pairs = context.alignment
        judged = bool(context.outline.of("measures")) or any(pair.answers for pair in pairs)
        known = [pair for pair in pairs if judged and not empty(context, pair.problem) and not denies(context, pair.problem)]
        context.memo["judged"] = known
    return known
