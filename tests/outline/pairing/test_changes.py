"""Small changes to a document that answers every aspect: which of them leave an aspect unanswered. ``bench/pairing_changes.py`` does the
same to all labelled documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint_cmm.engine import Checker
from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.pairing import align, unclaimed
from lint_cmm.rulebook.source import load

DATA = load().data
LINES = (Path(__file__).parents[3] / "fixtures" / "clean-library-2024.txt").read_text(encoding="utf-8").split("\n")
FIRST = next(at for at, line in enumerate(LINES) if line.startswith("（一）把阵地看住"))
BEFORE, MEASURES, AFTER = LINES[:FIRST], [line[3:] for line in LINES[FIRST : FIRST + 4]], LINES[FIRST + 4 :]
SPORTS = "办好职工运动会。10月底前组织1次职工运动会，设跳绳、拔河等5个项目，每人至少参加1项。"
ENERGY = "抓好机关节能。下班前由值班人员关灯断电，每月抄表1次，全年用电量下降5%。"
NUMBERS = "一二三四五六七八九十"


def written(measures: list[str], number: str = "（{}）", closing: str = "") -> str:
    """The document with these measures, numbered through, and a promise before the closing."""
    told = [number.format(NUMBERS[k]) + text for k, text in enumerate(measures)]
    return "\n".join([*BEFORE, *told, *([closing] if closing else []), *AFTER])


def unanswered(text: str) -> list[int]:
    """The aspects, from 1, without an answer."""
    return [k for k, pair in enumerate(align(build(to_document(text), DATA), DATA), 1) if not pair.answers]


def found(text: str) -> list[str]:
    """The codes P201 and P204 that the document gets."""
    return [one.code for one in Checker().check_document("a", to_document(text)).findings if one.code in ("P201", "P204")]


@pytest.mark.parametrize("extra", [SPORTS, ENERGY, "怕担责任的毛病逐步改，各项工作统筹推进、常抓不懈。"])
@pytest.mark.parametrize("place", range(5))
def test_a_measure_too_many_takes_nothing_from_the_right_one(extra: str, place: int) -> None:
    assert unanswered(written([*MEASURES[:place], extra, *MEASURES[place:]])) == []


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("place", range(5))
def test_a_measure_told_twice_is_one(which: int, place: int) -> None:
    outline = build(to_document(written([*MEASURES[:place], MEASURES[which], *MEASURES[place:]])), DATA)
    pairs = align(outline, DATA)
    assert all(pair.answers for pair in pairs)
    assert unclaimed(outline, pairs, 0.2) == ()


@pytest.mark.parametrize("which", range(3))
def test_measures_in_another_order(which: int) -> None:
    changed = MEASURES.copy()
    changed[which : which + 2] = changed[which : which + 2][::-1]
    assert unanswered(written(changed)) == []


@pytest.mark.parametrize("number", ["（{}）", "{}是", "第{}，", ""])
def test_numbers_and_promises_to_all_change_nothing(number: str) -> None:
    assert unanswered(written(MEASURES, number, "对以上措施，我将逐项抓好落实，请同志们监督。")) == []


@pytest.mark.parametrize("which", range(4))
def test_without_its_measure_an_aspect_is_unanswered(which: int) -> None:
    rest = MEASURES[:which] + MEASURES[which + 1 :]
    assert unanswered(written(rest)) == [which + 1]
    for other in rest:  # be another's told once more in its place
        assert which + 1 in unanswered(written([*MEASURES[:which], other, *MEASURES[which + 1 :]]))


@pytest.mark.parametrize(
    ("which", "vague"),
    [
        (0, "加强政治建设。"),
        (0, "切实加强政治建设，进一步提高认识、强化责任、狠抓落实。"),
        (2, "强化担当作为，进一步解放思想、勇于创新，以更高标准推动各项工作再上新台阶。"),
    ],
)
def test_a_vague_measure_that_names_the_subject_is_vague_and_nothing_else(which: int, vague: str) -> None:
    assert found(written([*MEASURES[:which], vague, *MEASURES[which + 1 :]])) == ["P204"]
    assert found(written(MEASURES[:which] + MEASURES[which + 1 :] + [vague])) == ["P204"]


@pytest.mark.parametrize(
    "promise", ["今后我将敢于担当、锐意创新，不辜负组织的期望。", "在勇于担责、敢于创新方面，我将解放思想、真抓实干。"]
)
def test_a_promise_before_the_closing_is_all_that_an_aspect_has(promise: str) -> None:
    assert found(written(MEASURES[:2] + MEASURES[3:], closing=promise)) == ["P204"]
    assert found(written(MEASURES, closing=promise)) == []
