"""Looking only where something can stand gives what looking everywhere gives."""

import re

from lint_cmm.checks.text import before, matches, places

TEXT = "某某同志2024年XX月__日，3X万元。某\nXX年*月，20X3年"


def test_places_are_sorted_and_bounded():
    assert places("abcab", ("ab", "c")) == [0, 2, 3]
    assert places("abcab", "ab", 1, 4) == [1, 3]


def test_matches_at_their_starts_are_those_of_the_whole_text():
    for pattern in (r"[X*_]{1,3}", r"[0-9]{0,2}[X*]{1,2}[0-9]?年", r"(?<=年)[X*]{1,2}月"):
        compiled = re.compile(pattern)
        starts = before(places(TEXT, "X*_"), 0, 2)
        assert [m.span() for m in matches(compiled, TEXT, starts)] == [m.span() for m in compiled.finditer(TEXT)]


def test_matches_end_before_the_last_offset():
    assert [m.span() for m in matches(re.compile("X{1,3}"), "XXXX", [0, 1, 2, 3], 2)] == [(0, 2)]
