"""What a pattern of the data may match, and how much of a text it looks at."""

from __future__ import annotations

import re
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any


def assert_local(pattern: str, words: list[str], reach: int) -> None:
    """Assert that every match (of 300 random ones) holds or adjoins one of ``words``, and that no match with what it looks at around
    it is longer than ``reach``: then it can be looked for around the words alone."""
    tree = parser.parse(pattern)
    assert tree.getwidth()[1] + _around(tree) <= reach, pattern
    random = Random(1)
    for _ in range(300):
        said = _sample(tree, random)
        assert any(word in said for word in words), (pattern, said)


def _around(tree: Any) -> int:
    """The most characters that an assertion of a parsed pattern looks at."""
    most = 0
    for code, value in tree:
        if code in (codes.ASSERT, codes.ASSERT_NOT):
            most = max(most, value[1].getwidth()[1])
        for part in value if isinstance(value, (tuple, list)) else ():
            for each in part if isinstance(part, list) else [part]:
                if isinstance(each, parser.SubPattern):
                    most = max(most, _around(each))
    return most


def _sample(tree: Any, random: Random) -> str:
    """A text that a parsed pattern may match, with what stands before it."""
    said = ""
    for code, value in tree:
        if code is codes.LITERAL:
            said += chr(value)
        elif code is codes.IN:
            kind, one = ("", "") if value[0][0] is codes.NEGATE else random.choice(value)
            said += (
                chr(one)
                if kind is codes.LITERAL
                else chr(random.randint(*one))
                if kind is codes.RANGE
                else "5"
                if "DIGIT" in str(one)
                else " "
            )
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            low, high, part = value
            said += "".join(_sample(part, random) for _ in range(random.randint(low, min(high, low + 2))))
        elif code is codes.SUBPATTERN or code is codes.ASSERT and value[0] < 0:
            said += _sample(value[-1], random)
        elif code is codes.BRANCH:
            said += _sample(random.choice(value[1]), random)
    return said


def assert_begun(pattern: str, opening: str) -> None:
    """Assert that every match of ``pattern`` (of 5,000 random ones) begins as ``opening`` says."""
    tree, random = parser.parse(pattern), Random(1)
    for _ in range(5000):
        said = _sample(tree, random)
        assert re.match(opening, said), (pattern, said)
