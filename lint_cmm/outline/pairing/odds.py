"""Characters that only one aspect and only one measure use: 旅费 and 路费, 越界 and 划界 share no word but one that both hold.

In a document most characters stand everywhere or once. One that stands in two places of it, and nowhere else, ties these, be it ever so common
in the language; the longer the texts, the less, for they share characters by chance.
"""

from __future__ import annotations

from math import sqrt

_USUAL = 100.0  # characters of a text
_SHORTEST = 50  # … of one that says as much as a shorter one would
_LONG = 60_000  # an aspect’s characters times a measure’s, as a rule, from which on one character says nothing


def telling(ours: list[str], theirs: list[str], plain: frozenset[str]) -> dict[tuple[int, int], float]:
    """For aspects and measures by their numbers how many characters only these two use, beside 1 for one in texts of usual length; without
    ``plain`` ones and those that stand in a word of two characters that both use, which is heard as a word."""
    if sum(map(len, ours)) * sum(map(len, theirs)) > _LONG * len(ours) * len(theirs):
        return {}
    mine, once = _once(ours)
    others, twice = _once(theirs)
    both = (once & twice) - plain
    homes = {character: a for a, own in enumerate(mine) for character in own & both}
    found: dict[tuple[int, int], float] = {}
    for m, own in enumerate(others):
        text = theirs[m]
        for character in own & both:
            a, at = homes[character], text.index(character)
            other = ours[a]
            if at and text[at - 1 : at + 1] in other or at + 1 < len(text) and text[at : at + 2] in other:
                continue
            found[a, m] = found.get((a, m), 0.0) + 1.0
    return {(a, m): count * _USUAL / sqrt(max(_SHORTEST, len(ours[a])) * max(_SHORTEST, len(theirs[m]))) for (a, m), count in found.items()}


def _once(texts: list[str]) -> tuple[list[set[str]], set[str]]:
    """The characters of each text, and those that only one of them uses."""
    owned = [set(text) for text in texts]
    once: set[str] = set()
    more: set[str] = set()
    for own in owned:
        more |= once & own
        once |= own
    return owned, once - more
