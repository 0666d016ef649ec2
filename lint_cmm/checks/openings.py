"""How what a pattern matches begins: one look at two characters spares a try of hundreds of alternatives.

Worked out when the rules are compiled, for the tables that ask for it: see :func:`told`.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from lint_cmm.kit import patterns as re

_MANY = 200  # characters of a set that is taken for any character
_FEW = 2  # characters that follow a first one: those that many follow (老 and any surname) are looked for apart
_ANY = ""  # instead of a beginning that may be any
_UNSEEN = ("ASSERT", "ASSERT_NOT", "AT")  # what takes up no character


def told(table: dict[str, Any]) -> dict[str, Any]:
    """The table with, under each name in its ``openings``, how what the patterns of the keys listed there match begins."""
    return table | {"openings": {name: opening("|".join([table[key] for key in keys])) for name, keys in table["openings"].items()}}


def opening(pattern: str) -> str:
    """A pattern that matches where ``pattern`` does, and in places where it does not: its first two characters at most."""
    try:
        from re import _parser  # type: ignore[attr-defined]

        begins = _begins(list(_parser.parse(pattern)))
    except (ImportError, AttributeError, TypeError, ValueError):  # another Python than those known
        return ""
    if _ANY in begins:
        return ""
    alone = {begin for begin in begins if len(begin) == 1}
    pairs: dict[str, set[str]] = {}
    for begin in sorted(begins):
        if begin[0] not in alone:
            pairs.setdefault(begin[0], set()).add(begin[1])
    few, many = ({one for one, others in pairs.items() if (len(others) > _FEW) is more} for more in (False, True))
    parts = [_set(alone)] if alone else []
    return "|".join(parts + [_set(some) + _set(set().union(*map(pairs.__getitem__, some))) for some in (few, many) if some])


def _set(characters: set[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


def _begins(parts: list[Any]) -> set[str]:
    """How what a parsed pattern matches begins: two characters, one where any may follow, none where any may begin."""
    if not parts:
        return {_ANY}
    (code, value), rest = parts[0], parts[1:]
    kind = str(code)
    if kind in _UNSEEN:
        return _begins(rest)
    if kind == "SUBPATTERN":
        return _begins([*value[-1], *rest])
    if kind == "BRANCH":
        return {begin for branch in value[1] for begin in _begins([*branch, *rest])}
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, part = value
        return _begins([*part, *rest]) | (set() if least else _begins(rest))
    first = _characters(kind, value)
    if not first:
        return {_ANY}
    return {a + b[:1] for a, b in product(first, _begins(rest))}


def _characters(kind: str, value: Any) -> set[str]:
    """The characters that a part of one character stands for; none where they are many or not known."""
    if kind == "LITERAL":
        return {chr(value)}
    found: set[str] = set()
    for inner, each in value if kind == "IN" else ():
        first, last = each if str(inner) == "RANGE" else (each, each) if str(inner) == "LITERAL" else (0, _MANY)
        if last - first >= _MANY:
            return set()
        found.update(map(chr, range(first, last + 1)))
    return found
