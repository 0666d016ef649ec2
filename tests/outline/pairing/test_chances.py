"""All ways to give measures to aspects, against counting them one by one."""

from __future__ import annotations

from itertools import product

import pytest

from lint_cmm.outline.pairing.chances import Habits, Meant, meant
from lint_cmm.outline.pairing.odds import telling

HABITS = Habits(0.1, 0.2, 0.3, 0.0, 1.0)
SURE, NOTHING = 50.0, 0.02


def counted(odds: list[list[float]], idle: list[float], ordered: bool) -> Meant:
    """The same by looking at every way."""
    n, k = len(odds[0]), len(odds)
    whole, without, given = 0.0, [0.0] * n, [[0.0] * n for _ in odds]
    for way in product(range(-1, n), repeat=k):
        told = [a for a in way if a >= 0]
        if ordered and told != sorted(told):
            continue
        weight = 1.0
        for m, a in enumerate(way):
            weight *= odds[m][a] if a >= 0 else idle[m]
        for a in range(n):
            weight *= HABITS.again ** (told.count(a) - 1) if a in told else HABITS.without
        whole += weight
        for a in range(n):
            without[a] += weight * (a not in told)
            for m in range(k):
                given[m][a] += weight * (way[m] == a)
    return Meant([one / whole for one in without], [[one / whole for one in row] for row in given])


def measures(*wanted: int, n: int) -> list[list[float]]:
    """Odds of measures that are surely meant for these aspects, from 0; -1 for one that nothing is known of."""
    return [[SURE if a == one else NOTHING for a in range(n)] for one in wanted]


@pytest.mark.parametrize("odds", [[[2.0, 0.1, 0.3], [0.2, 1.5, 3.0]], measures(0, 2, 1, n=3), measures(1, 1, n=2), [[0.5]]])
def test_the_chances_lie_between_those_of_both_kinds_of_documents(odds: list[list[float]]) -> None:
    idle = [0.4] * len(odds)
    found, both = meant(odds, idle, HABITS), [counted(odds, idle, ordered) for ordered in (True, False)]
    for a, chance in enumerate(found.without):
        values = [one.without[a] for one in both]
        assert min(values) - 0.05 <= chance <= max(values) + 0.05
    for m, row in enumerate(found.given):
        assert sum(row) <= 1.0 + 1e-9
        for a, chance in enumerate(row):
            values = [one.given[m][a] for one in both]
            assert min(values) - 0.1 <= chance <= max(values) + 0.1


def test_the_measure_that_is_left_is_the_aspects_that_is_left() -> None:
    idle = [0.1] * 4
    for order in ((0, 1, -1, 3), (3, 1, -1, 0)):
        found = meant(measures(*order, n=4), idle, HABITS)
        assert found.without[2] < 0.6 and max(found.without[a] for a in (0, 1, 3)) < 0.1
        assert found.given[2][2] == max(found.given[2])


def test_an_aspect_whose_words_are_explained_elsewhere_has_no_measure() -> None:
    odds = measures(0, 1, 2, n=4)
    odds[1][3] = 3.0
    assert meant(odds, [0.1] * 3, HABITS).without[3] > 0.6
    odds[1][1] = NOTHING
    assert meant(odds, [0.1] * 3, HABITS).without[3] < 0.2


def test_order_decides_where_words_say_nothing_and_all_others_stand_in_order() -> None:
    odds = measures(0, -1, 3, n=5)
    found = meant(odds, [0.01] * 3, HABITS)
    assert min(found.given[1][1], found.given[1][2]) > found.given[1][4]
    turned = meant(measures(3, -1, 0, n=5), [0.01] * 3, HABITS)
    assert turned.given[1][4] == pytest.approx(turned.given[1][1], rel=0.2)


def test_a_character_that_only_two_use_ties_them() -> None:
    ours, theirs = ["路费住宿由对方付", "读书不成系统"], ["补齐书单", "旅费交还"]
    plain = frozenset("的，。")
    assert set(telling(ours, theirs, plain)) == {(0, 1), (1, 0)}
    assert telling(ours, theirs, frozenset("费书")) == {}
    assert telling(["退还旅费"], ["旅费三百"], plain) == {}  # a word that both use is heard as a word
    assert telling(["路费甲", "路费乙"], ["旅费"], plain) == {}
    assert telling(["费" + "丙" * 399], ["费" + "丁" * 99], plain) == {(0, 0): pytest.approx(0.5)}


def test_thousands_of_aspects_and_odds_beyond_all_doubt_have_chances_too() -> None:
    many = meant([[1.0] * 2000], [10.0], HABITS)
    assert sum(many.given[0]) == pytest.approx(2000 / 2010, abs=0.05)
    assert all(0.99 < one <= 1.0 for one in many.without)
    sure = meant([[1e18, 1e-9], [1e18, 1e-9]], [1e-9, 1e-9], HABITS)
    assert sure.without[0] < 1e-6
    assert sure.without[1] > 0.99
