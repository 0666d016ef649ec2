"""Copies made by hand, and what only looks like copying (`bench/copies`)."""

from __future__ import annotations

import copies
import pytest

from lint_cmm.batch.similarity.judge import Relation

# Three characters in ten exchanged, or as many figures and signs: no eight in a row are left.
NOT_YET = {"synonyms-per-clause", "restyled"}
KNOWN = copies.pairs()


@pytest.fixture(scope="module")
def found() -> dict[frozenset[str], Relation]:
    return {frozenset(names): relation for names, relation in copies.relations().items()}


@pytest.mark.parametrize("pair", [p for p in KNOWN if p.must and p.kind not in NOT_YET], ids=lambda p: p.kind)
def test_a_copy_is_found_however_it_was_made(pair: copies.Pair, found: dict[frozenset[str], Relation]) -> None:
    assert frozenset((pair.a, pair.b)) in found


def test_nobody_else_is_suspected(found: dict[frozenset[str], Relation]) -> None:
    assert set(found) <= {frozenset((p.a, p.b)) for p in KNOWN if p.copied}


def test_whoever_exchanged_names_and_figures_copied_the_whole(found: dict[frozenset[str], Relation]) -> None:
    for pair in KNOWN:
        if pair.kind in ("names-exchanged", "shortened-stitched"):
            relation = found[frozenset((pair.a, pair.b))]
            assert relation.most_a or relation.most_b
