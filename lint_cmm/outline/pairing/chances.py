"""Which measure is meant for which aspect: all ways to give the measures of a document to its aspects, weighed at once.

Every measure is meant for one aspect, or for none; most aspects that have an answer have one measure. So words that say little decide
where the others have theirs: the measure that is left is likely the aspect's that is left, and an aspect all whose words are explained
better elsewhere has none. Two documents are thought of: one whose measures keep the order of the aspects, one where they stand anyhow;
how likely each is, the words say.

``odds[m][a]`` says how much speaks for measure m and aspect a, ``idle[m]`` how much for no aspect at all.
"""

from __future__ import annotations

from functools import cache
from math import exp, log

from lint_cmm.kit.records import NamedTuple

_ROUNDS = 2  # after which little changes
_FAR = 30.0  # a difference of logarithms that decides
_LEAST = 1e-12  # the chance that a measure is not meant for an aspect which everything speaks for


class Habits(NamedTuple):
    """How writers give measures to aspects."""

    again: float  # how likely an aspect that has a measure has one more, beside 1
    without: float  # how likely an aspect has none, beside 1
    idle: float  # what an ordinary measure is worth to no aspect, beside the odds of 1
    order: float  # what is to be said for a document in order before it is read
    trust: float  # how much of what words say for or against order is believed: what stands in a document is no independent witness


class Meant(NamedTuple):
    """``without[a]`` is the chance that aspect a has no measure, ``given[m][a]`` the chance that measure m is meant for it."""

    without: list[float]
    given: list[list[float]]


def meant(odds: list[list[float]], idle: list[float], habits: Habits) -> Meant:
    """The chances over both kinds of documents."""
    inorder, weight = _in_order(odds, idle, habits)
    anyhow = _anyhow(odds, idle, habits)
    n, m = len(odds[0]), len(odds)
    usual = n * habits.idle
    weight -= _usual(m, n, habits)
    for row, none in zip(odds, idle, strict=True):
        weight -= log((sum(row) + none) / (n + usual))
    part = 1.0 / (1.0 + exp(-min(_FAR, max(-_FAR, habits.trust * weight + habits.order))))
    rest = 1.0 - part
    return Meant(
        [part * one + rest * two for one, two in zip(inorder.without, anyhow.without, strict=True)],
        [
            [part * one + rest * two for one, two in zip(first, second, strict=True)]
            for first, second in zip(inorder.given, anyhow.given, strict=True)
        ],
    )


@cache
def _usual(m: int, n: int, habits: Habits) -> float:
    """The logarithm of the weight of all ways in order where nothing speaks for any."""
    return _in_order([[1.0] * n] * m, [n * habits.idle] * m, habits)[1]


def _anyhow(odds: list[list[float]], idle: list[float], habits: Habits) -> Meant:
    """The chances in a document without order: what each measure leaves for the others is told round and round."""
    again, without = habits.again, habits.without
    more, less = 1.0 - again, 1.0 - without
    told = odds  # the odds with what an aspect tells a measure: how welcome it is beside the others
    for last in range(_ROUNDS, -1, -1):
        given, alone = [], []
        left = [1.0] * len(odds[0])  # the chance that none of the measures comes
        for row, worth, none in zip(odds, told, idle, strict=True):
            whole = sum(worth) + none
            given.append([one / whole for one in worth])
            stays = [max(_LEAST, (whole - one) / (whole - one + odd)) for odd, one in zip(row, worth, strict=True)]
            left = [one * stay for one, stay in zip(left, stays, strict=True)]
            alone.append(stays)
        if last:  # of ``none / stay``, the chance that no other comes
            told = [
                [odd * (again * stay + more * none) / (stay - less * none) for odd, stay, none in zip(row, stays, left, strict=True)]
                for row, stays in zip(odds, alone, strict=True)
            ]
    return Meant([none * without / (1.0 - less * none) for none in left], given)


def _in_order(odds: list[list[float]], idle: list[float], habits: Habits) -> tuple[Meant, float]:
    """The chances in a document in order, and the logarithm of the weight of all its ways, beside that of giving no aspect a measure.

    So an aspect without costs nothing and one with a measure gains: thousands without would come to a weight of 0.
    """
    again, gain = habits.again, 1.0 / habits.without
    n, k, weight = len(odds[0]), len(odds), 0.0
    before = [[1.0] + [0.0] * n]  # of the first measures, by the number of the last aspect that has one
    for row, none in zip(odds, idle, strict=True):
        last = before[-1]
        behind = last[0]
        here = [behind * none]
        for odd, stay in zip(row, last[1:], strict=True):
            here.append(stay * (none + again * odd) + behind * gain * odd)
            behind += stay
        whole = sum(here)
        weight += log(whole)
        before.append([one / whole for one in here])
    after = [1.0] * (n + 1)  # of the last measures, by the same
    given: list[list[float]] = []
    first = [0.0] * n
    for j in range(k - 1, -1, -1):
        row, none, last = odds[j], idle[j], before[j]
        whole, behind = last[0] * none * after[0], last[0]
        new, more = [], []
        for odd, stay, then in zip(row, last[1:], after[1:], strict=True):
            new.append(behind * gain * odd * then)
            more.append(stay * again * odd * then)
            whole += stay * none * then
            behind += stay
        whole += sum(new) + sum(more)
        first = [one + two / whole for one, two in zip(first, new, strict=True)]
        given.append([(one + two) / whole for one, two in zip(new, more, strict=True)])
        here, later = [], 0.0
        for odd, then in zip(row[::-1], after[:0:-1], strict=True):
            here.append(later + then * (none + again * odd))
            later += gain * odd * then
        here.append(later + after[0] * none)
        whole = sum(here)
        after = [one / whole for one in here[::-1]]
    return Meant([max(0.0, 1.0 - one) for one in first], given[::-1]), weight
