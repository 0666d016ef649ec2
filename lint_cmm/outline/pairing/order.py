"""What the order of problems and measures proves where words do not: the same problems are answered in the same order.

Between two pairs already found, some aspects have no measure and some measures no aspect. Where they are equally many they
belong to each other in turn. Where measures are fewer, one of the ways to give them to the aspects in order is the
writer's; each way is as likely as the words make it, and a measure belongs to an aspect as surely as the ways that say so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

Gap = tuple[list[int], list[int]]
_FEW = 2  # answers that show no order


def gaps(scores: list[dict[int, float]], limits: list[float], own: list[int]) -> list[Gap]:
    """Runs of aspects without an answer with the measures of ``own`` that stand in the same place and that nobody has claimed.

    ``scores`` has for every aspect what each measure reaches, ``limits`` what an answer needs. Nothing where the measures do
    not keep the order of the aspects.
    """
    tops = _tops(scores, limits)
    taken = {top for top, row in zip(tops, scores, strict=True) if top >= 0 and row[top] >= limits[top]}
    found: list[Gap] = []
    aspects: list[int] = []
    behind = -1
    for a, (top, row) in enumerate(zip(tops, scores, strict=True)):
        if top < 0 or row[top] < limits[top]:
            aspects.append(a)
            continue
        if top < behind:
            return _left_over(scores, limits, [m for m in own if m not in taken])
        inner = own[bisect_right(own, behind) : bisect_left(own, top)]
        found.append((aspects, [m for m in inner if m not in taken]))
        aspects, behind = [], top
    return [*found, (aspects, [m for m in own if m > behind and m not in taken])]


def _tops(scores: list[dict[int, float]], limits: list[float]) -> list[int]:
    """Of every aspect the measure that answers it best, or -1."""
    return [max(row, key=lambda m: (row[m] - limits[m], -m), default=-1) for row in scores]


def strays(scores: list[dict[int, float]], limits: list[float]) -> list[tuple[int, int]]:
    """Answers (aspect, measure) that stand where the order of all others has no place for them, by measures that answer another aspect
    better: likely an accident of words. Nothing where order is disturbed in more than one aspect."""
    told = [(a, top) for a, top in enumerate(_tops(scores, limits)) if top >= 0 and scores[a][top] >= limits[top]]
    first = next((i for i, ((_, one), (_, two)) in enumerate(pairwise(told)) if one > two), -1)
    found: list[tuple[int, int]] = []
    for i in (first, first + 1) if first >= 0 and len(told) > _FEW else ():
        rest, a = told[:i] + told[i + 1 :], told[i][0]
        if any(one > two for (_, one), (_, two) in pairwise(rest)):
            continue
        low, high = rest[i - 1][1] if i else 0, rest[i][1] if i < len(rest) else len(limits)
        better = {m for b, m in rest if scores[b][m] > scores[a].get(m, 1.0)}
        found += [(a, m) for m in sorted(better) if scores[a][m] >= limits[m] and not low <= m <= high]
    return found


def _left_over(scores: list[dict[int, float]], limits: list[float], measures: list[int]) -> list[Gap]:
    """The one aspect without an answer with the one of ``measures`` that nobody has claimed, in whatever order the others stand."""
    aspects = [a for a, row in enumerate(scores) if all(score < limits[m] for m, score in row.items())]
    return [(aspects, measures)] if len(aspects) == len(measures) == 1 else []


def belonging(odds: list[list[float]]) -> list[list[float]]:
    """How surely measure j is meant for aspect i, 0 to 1, when every measure is meant for one aspect of its own, in order.

    ``odds[i][j]`` says how much the words speak for it; there are as many aspects as measures, or more.
    """
    n, k = len(odds), len(odds[0])
    before = [[1.0] + [0.0] * k for _ in range(n + 1)]  # the weight of all ways to give the first j measures to the first i aspects
    for i in range(n):
        for j in range(min(i + 1, k)):
            before[i + 1][j + 1] = before[i][j + 1] + before[i][j] * odds[i][j]
    after = [[0.0] * k + [1.0] for _ in range(n + 1)]  # … and those from the j-th on to the aspects from the i-th on
    for i in range(n - 1, -1, -1):
        for j in range(k - 1, -1, -1):
            after[i][j] = after[i + 1][j] + odds[i][j] * after[i + 1][j + 1]
    return [[before[i][j] * odds[i][j] * after[i + 1][j + 1] / before[n][k] for j in range(k)] for i in range(n)]
