"""A long run works the shares out with numpy: the same to the last bit as a short run without."""

from __future__ import annotations

import random
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lint_cmm.kit import arrays
from lint_cmm.kit.heads import pairs
from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.pairing import align
from lint_cmm.outline.pairing import arrays as align_arrays
from lint_cmm.outline.pairing.score import Read, Shares, Sides, ground
from lint_cmm.outline.pairing.tree import grow
from lint_cmm.outline.pairing.units import Texts, Thesaurus, heard, without_tree
from lint_cmm.outline.pairing.ways import TOGETHER, share_out, side_by_side, thesaurus
from lint_cmm.rulebook.source import load

DATA = load().data
SHORT: Thesaurus = without_tree(DATA)
LONG = SHORT._replace(tree=grow(SHORT))
CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text(encoding="utf-8"))["case"]

pytestmark = pytest.mark.skipif(LONG.tree is None, reason="numpy counts in 32 bits")


Units = list[list[str]]


def sides(ours: Units, theirs: Units) -> Sides:
    """The units of a document."""
    problems, measures = Texts(ours), Texts(theirs)
    firm = [any(sign in text for sign in "0123456789《") for text in measures.units]
    return Sides(problems, measures, firm, ground(problems, measures, firm, SHORT.options))


def told(shares: Shares) -> dict[str, object]:
    """All that is known of them."""
    names = ("fit", "loose", "best", "good", "scores", "spoken")
    measures, units = range(len(shares.spoken)), range(len(shares.best))
    met = [[(m, meeting) for m in measures for _, meeting in shares.met(m, range(unit, unit + 1))] for unit in units]
    meetings = [[meeting] for each in met for _, meeting in each]
    return {name: getattr(shares, name) for name in names} | {
        "plans": list(map(sorted, shares.plans)),
        "meetings": [[m for m, _ in each] for each in met],
        "together": [[unit for unit, _ in shares.met(m, units)] for m in measures],
        "proofs": [
            ([list(words.items()) for words in shared], named)
            for shared, named in shares.proofs([*meetings, [one for each in meetings for one in each]])
        ],
        "strange": list(map(shares.strange, measures)),
        "general": list(map(shares.general, measures)),
    }


def compare(ours: Units, theirs: Units) -> Shares:
    """The shares, when both ways give the same."""
    long, short = (share_out(sides(ours, theirs), known) for known in (LONG, SHORT))
    assert type(long) is not type(short)
    assert told(long) == told(short)
    return long


def test_numpy_is_asked_for_in_a_long_run_only(monkeypatch: pytest.MonkeyPatch) -> None:
    data = load().data
    data.memo.pop("align", None)
    for seen, ready in ((0, False), (arrays.AFTER // 4, False), (arrays.AFTER // 4 + 1, True)):
        monkeypatch.setattr(arrays, "_seen", seen)
        assert (thesaurus(data).tree is not None) == ready


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_the_same_pairs(monkeypatch: pytest.MonkeyPatch, case: dict[str, Any]) -> None:
    monkeypatch.setattr(arrays, "_seen", 0)
    text = f"#title 个人对照检查材料\n一、存在的主要问题\n{case['problems'].strip()}\n二、努力方向和整改措施\n{case['measures'].strip()}"
    outline = build(to_document(text), DATA)
    found = []
    for known in (SHORT, LONG):
        DATA.memo["align"] = known
        found.append(align(outline, DATA))
    assert found[0] == found[1] != ()


def thrown_together() -> Iterator[tuple[Units, Units]]:
    """Units of documents that make no sense."""
    some = random.Random(7)
    words = [word for entries in (SHORT.problem, SHORT.measure) for listed in entries.whole() for word, _ in listed]
    words = [*some.sample(words, 250), *some.sample(sorted(SHORT.common), 60), *some.sample(SHORT.plans, 20)]
    words += [
        *"，，、。的了和与鼗鼗爨爨一三5",
        "3次",
        "12.5万",
        "“一三五”",
        "《学习》",
        "“",
        "》",
        "2024年",
        "青龙水库",
        "鼗鼓",
        "😀",
        "\ud800",
        "a b",
        " ",
    ]
    for turn in range(60):
        size = some.choice((0, 1, 3, 8, 40))
        pool = some.sample(words, some.choice((4, 30, 200)))
        ours, theirs = (
            [["".join(some.choices(pool, k=some.randint(0, size))) for _ in range(some.randint(1, 5))] for _ in range(1 + turn % 7)]
            for _ in "12"
        )
        if turn % 5 == 0:
            theirs[0] += ours[0]  # the same text twice: none is second
        yield ours, theirs


def test_the_same_shares_of_words_thrown_together() -> None:
    for ours, theirs in thrown_together():
        compare(ours, theirs)


def test_documents_side_by_side_have_what_each_has_alone() -> None:
    some = [sides(*units) for units in thrown_together()]
    for first in range(0, len(some), TOGETHER):
        group = some[first : first + TOGETHER]
        assert list(map(told, side_by_side(group, LONG))) == [told(Read(one, SHORT)) for one in group]
    assert not side_by_side(some[: TOGETHER + 1], LONG)
    assert not side_by_side(some[:2], SHORT)


def test_a_word_in_more_aspects_than_count() -> None:
    many = int(SHORT.options["spread-limit"]) + 1
    assert compare([["青龙水库", "作风"]] * many, [["青龙水库", "纪律作风"]] * 3).scores[0] == {}


def test_the_same_words_in_the_same_order() -> None:
    text = "\n理论学习不够深入，调查研究走马观花，服务群众不够主动；每月到村里住两天，建立台账，逐项销号，加强监督执纪问责。\n"
    from lint_cmm.outline.pairing.tree import codes

    tree = LONG.tree
    assert tree is not None
    code = codes(text + text + "\n" * tree.longest)
    places, words = tree.said(code, tree.nodes(code), len(text))
    found = [(at, tree.words[word], tree.themes[word]) for at, word in zip(places.tolist(), words.tolist(), strict=True)]
    found = [one for one in found if one[2] != tree.plans]
    expected = [(at, word, theme) for at, _, word, theme in heard(text, pairs(text), SHORT.problem)]
    expected += [(at + len(text), word, theme) for at, _, word, theme in heard(text, pairs(text), SHORT.measure)]
    assert found == expected != []


def test_one_file_goes_without_numpy() -> None:
    text = f"#title 个人对照检查材料\n一、存在的主要问题\n{CASES[0]['problems'].strip()}\n二、努力方向和整改措施\n{CASES[0]['measures'].strip()}"
    code = (
        "import sys; from lint_cmm.engine import Checker; from lint_cmm.notation import to_document\n"
        "assert Checker().check_document('a', to_document(sys.argv[1])).alignment; print('numpy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_number_is_the_same_whatever_follows() -> None:
    found = compare([["抽查", "走访3户。只到12.5次，“一三五”制度"]], [["每月3户"], ["共12.5次后，落实“一三五”"]])
    meetings = [meeting for m in (0, 1) for _, meeting in found.met(m, range(1, 2))]
    assert {word for words in found.proofs([meetings])[0][0] for word in words} == {
        "3户",
        "12.5次",
        "“一三五",
        "一三",
        "三五",
    }


def test_quoted_words_are_the_same_whatever_the_marks() -> None:
    found = compare([["抽查", "学习“一三五”"]], [["落实《一三五》"]])
    assert found.proofs([[found.met(0, range(1, 2))[0][1]]])[0][0][0]["“一三五"] > 0.0


def test_a_theme_of_which_no_aspect_speaks() -> None:
    words = [word for listed in SHORT.measure for word, theme in listed if theme == 7][:3]
    shares = compare([["鼗鼓"]], [["，".join(words)], words, ["，".join(words[:2])]])
    assert [shares.strange(m) for m in range(3)] == [True, False, False]


def test_what_would_take_too_much_room_is_read_clause_by_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    units = [["青龙水库", "作风"]], [["青龙水库", "纪律作风"]]
    expected = told(compare(*units))
    monkeypatch.setattr(align_arrays, "_MOST", 1)
    assert isinstance(found := share_out(sides(*units), LONG), Read)
    assert told(found) == expected
    assert not side_by_side([sides(*units)] * 2, LONG)
