"""Writers who did not copy are not accused: labelled and made-up texts of several hands as one intake; and copies among them are found."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from lint_cmm.batch.similarity.judge import Relation, compare, listed
from lint_cmm.batch.worker import Common, frame_of
from lint_cmm.engine import Checker
from lint_cmm.notation import to_document

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = ("bench/corpus/tune", "bench/corpus/held", "../shared/corpus/dev", "../shared/corpus/seeds", "bench/corpus/fresh")
Text = tuple[str, tuple[tuple[int, int], ...]]


@cache
def texts() -> tuple[tuple[str, Text], ...]:
    """Name, text and frame of every document, as a worker gives them."""
    checker = Checker()
    common = Common(checker.book)
    found = []
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*.txt")):
            source = path.read_text(encoding="utf-8")
            if len(source) > 800:
                found.append((path.name, prepared(source, checker, common)))
    return tuple(found)


def prepared(source: str, checker: Checker, common: Common) -> Text:
    document = to_document(source)
    text = "\n".join(p.text.replace("\n", "\v") for p in document.body.paragraphs)
    return text, frame_of(text, checker.check_document("x", document), common)


def related(documents: list[Text]) -> dict[tuple[int, int], Relation]:
    return {(r.a, r.b): r for r in compare(listed([t for t, _ in documents], [f for _, f in documents]))}


def test_independent_texts_share_nothing_worth_a_word() -> None:
    names, documents = zip(*texts(), strict=True)
    assert len(documents) >= 30
    found = related(list(documents))
    assert [(names[a], names[b]) for a, b in found] == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_copy_among_them_is_found(seed: int) -> None:
    rng = random.Random(seed)
    documents = [t for _, t in texts()]
    long = [i for i, (text, _) in enumerate(documents) if len(text) > 2500]
    source, host, other = rng.sample(long, 3)
    text, frame = documents[source]
    sentences = re.split("(?<=[。\n])", text)
    spare = [s for s in re.split("(?<=。)", documents[other][0]) if 20 < len(s) < 80]
    changed = "".join(rng.choice(spare) if len(s) > 15 and rng.random() < 0.3 else s for s in sentences)
    whole = related([*documents, (changed, frame[:1])])
    assert (source, len(documents)) in whole and whole[source, len(documents)].most_b
    middle = text.find("\n", len(text) // 2) + 1
    section = related(
        [*documents[:host], (documents[host][0] + "\n" + text[middle : middle + 500], documents[host][1]), *documents[host + 1 :]]
    )
    assert (min(source, host), max(source, host)) in section
