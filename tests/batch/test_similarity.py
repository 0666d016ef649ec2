"""Copies are found, whatever the size of the intake; what everybody shares is not copying."""

from __future__ import annotations

import random

import pytest
from intake import Intake, Made, Maker, generate

from lint_cmm.batch.similarity.grams import encode, hashes
from lint_cmm.batch.similarity.judge import Relation, compare, listed


def relations(documents: list[Made]) -> dict[tuple[int, int], Relation]:
    return {(r.a, r.b): r for r in compare(listed([d.text for d in documents], [d.spans() for d in documents]))}


@pytest.fixture(scope="module")
def intake() -> Intake:
    return generate(700, 5, 0.6, planted=6, family=20, large=70)


@pytest.fixture(scope="module")
def found(intake: Intake) -> dict[tuple[int, int], Relation]:
    return relations(intake.documents)


@pytest.mark.parametrize("kind", ["W5", "W15", "W30", "EDIT", "CLUS"])
def test_whole_copies_are_found(intake: Intake, found: dict[tuple[int, int], Relation], kind: str) -> None:
    pairs = [(a, b) for group in intake.groups[kind] for a in group for b in group if a < b]
    assert sum((found[p].most_a or found[p].most_b) if p in found else False for p in pairs) >= 0.99 * len(pairs)


def test_members_of_a_family_beyond_the_cut_are_found(intake: Intake, found: dict[tuple[int, int], Relation]) -> None:
    (family,) = intake.groups["LARGE"]
    assert len(family) > 50
    assert {m for pair, r in found.items() if r.most_a or r.most_b for m in pair} >= set(family)


def test_one_copied_section_is_found(intake: Intake, found: dict[tuple[int, int], Relation]) -> None:
    assert [p for p in intake.sections if p not in found] == []
    assert not any(found[p].most_a or found[p].most_b for p in intake.sections)


def test_nothing_else_is_reported(intake: Intake, found: dict[tuple[int, int], Relation]) -> None:
    kin = {(a, b) for groups in intake.groups.values() for g in groups for a in g for b in g if a < b}
    others = set(found) - kin - set(intake.sections)
    assert not any(found[p].most_a or found[p].most_b for p in others)
    assert len(others) <= 1


@pytest.mark.parametrize("count", [2, 3, 8, 20])
def test_independent_writers_of_a_small_intake_share_nothing(count: int) -> None:
    maker = Maker(count, 0.15)
    assert relations([maker.document("松江县水务局") for _ in range(count)]) == {}


@pytest.mark.parametrize("count", [2, 5, 20])
def test_copies_in_a_small_intake_are_found(count: int) -> None:
    maker = Maker(count + 100, 0.15)
    documents = [maker.document() for _ in range(count - 1)]
    copied = relations([*documents, maker.copy(documents[0], 0.3)])
    assert set(copied) == {(0, count - 1)} and copied[0, count - 1].most_a
    section = relations([*documents, maker.with_section(documents[0])])
    assert set(section) == {(0, count - 1)} and not section[0, count - 1].most_b


def test_a_small_intake_copied_from_one_is_found_whole() -> None:
    maker = Maker(9, 0.3)
    source = maker.document()
    family = relations([source, *(maker.copy(source, 0.1) for _ in range(9)), maker.document(), maker.document()])
    assert {p for p, r in family.items() if r.most_a and r.most_b} == {(a, b) for a in range(10) for b in range(a + 1, 10)}


def test_passages_stand_in_both_texts() -> None:
    maker = Maker(4, 0.2)
    one = maker.document()
    two = maker.with_section(one)
    (relation,) = compare(listed([one.text, two.text], [one.spans(), two.spans()]))
    best = max(relation.passages, key=lambda p: p.length)
    here, there = one.text[best.start_a : best.end_a], two.text[best.start_b : best.end_b]
    assert len(here) >= 280 and encode(here).units.tolist() == encode(there).units.tolist()


def test_punctuation_blanks_and_width_do_not_hide_a_copy() -> None:
    maker = Maker(6, 0.0)
    one = maker.document()
    text = one.text.replace("，", "、").replace("。", "； ").replace("1", "１")
    (relation,) = compare(listed([one.text, text]))
    assert relation.share_a > 0.95 and relation.most_b


def test_exchanged_figures_do_not_hide_a_copy() -> None:
    maker = Maker(7, 0.0)
    one = maker.document()
    other = one.text.translate(str.maketrans("0123456789一二三四五", "九八七六五四三二一〇67890"))
    (relation,) = compare(listed([one.text, other]))
    assert relation.share_a > 0.99 and relation.share_b > 0.99


@pytest.mark.parametrize("text", ["", "短", "一二三四五六七", "\ud800孤", "𠮷" * 300, "\u200b" * 50, "字" * 200])
def test_odd_texts_are_taken(text: str) -> None:
    short, long = hashes(encode(text).units)
    assert len(short) == max(0, len(encode(text).units) - 7) and len(long) == max(0, len(encode(text).units) - 95)
    assert [(r.a, r.b) for r in compare(listed([text, text + "甲", "另一份"]))] in ([], [(0, 1)])


def test_a_hash_is_of_the_run_alone() -> None:
    rng = random.Random(1)
    text = "".join(c for c in (chr(rng.randrange(0x4E00, 0x9000)) for _ in range(420)) if not c.isnumeric())
    short, long = hashes(encode(text).units)
    later, later_long = hashes(encode(text[123:]).units)
    assert short[123:].tolist() == later.tolist() and long[123:].tolist() == later_long.tolist()
    assert len(set(short.tolist())) == len(short)
