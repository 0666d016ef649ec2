"""Pairing: which measures answer which problems."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.pairing import align, unclaimed
from lint_cmm.outline.pairing.items import references
from lint_cmm.outline.pairing.units import clauses, words
from lint_cmm.outline.pairing.ways import thesaurus
from lint_cmm.outline.types import Alignment, Outline
from lint_cmm.rulebook.source import load

DATA = load().data
CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text(encoding="utf-8"))["case"]

PROBLEMS = """（一）理论学习方面。一是读书不成系统。全年定了6本书，只读完2本，笔记大半是抄目录。
（二）安全监管方面。一是检查时紧时松。上半年只到花炮店、沙场去过1次，3处隐患过了两个月才知道。
（三）廉洁自律方面。一是接待把关不严。9月陪客人用餐超出标准320元，我签字时没有多问。"""
READ = "（一）静下心来读。每周三晚读书2小时，6月底前补齐4本，每季度写1篇心得。"
VISIT = "（二）带队上门查。花炮店、沙场每月随机抽检1次，查出的问题10日内复查。"
TREAT = "（三）守住小节。公务用餐先报备后安排，超出部分由本人承担，每季度公示一次。"


def outline(problems: str, measures: str, after: str = "") -> Outline:
    """A small material with these sections."""
    text = f"#title 个人对照检查材料\n会前听取意见10条。\n一、存在的主要问题\n{problems.strip()}\n二、努力方向和整改措施\n{measures.strip()}\n{after}"
    return build(to_document(text), DATA)


def answered(pairs: tuple[Alignment, ...]) -> list[int]:
    """The aspects, from 1, that have an answer."""
    return [i for i, pair in enumerate(pairs, 1) if pair.answers]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_other_words_answer_and_other_matters_do_not(case: dict[str, Any]) -> None:
    pairs = align(outline(case["problems"], case["measures"]), DATA)
    hard = case.get("hard", [])
    wanted = [i for i in range(1, len(pairs) + 1) if i not in case["unanswered"] and i not in hard]
    assert [i for i in answered(pairs) if i not in hard] == wanted


def test_the_measure_that_answers_is_named_with_words_of_both_texts() -> None:
    pairs = align(outline(PROBLEMS, "\n".join((READ, VISIT, TREAT))), DATA)
    assert [pair.answers[0].measure.number for pair in pairs] == ["（一）", "（二）", "（三）"]
    for pair in pairs:
        best = pair.answers[0]
        assert best.evidence and all(word in pair.problem.text or word in best.measure.text for word in best.evidence)
        assert 0 < best.score <= 1


def test_order_does_not_matter_where_words_decide() -> None:
    pairs = align(outline(PROBLEMS, "\n".join((TREAT, READ, VISIT))), DATA)
    assert [pair.answers[0].measure.text[3:7] for pair in pairs] == ["静下心来", "带队上门", "守住小节"]


def test_a_measure_taken_away_leaves_its_aspect_unanswered() -> None:
    assert answered(align(outline(PROBLEMS, f"{READ}\n{TREAT}"), DATA)) == [1, 3]


def test_general_words_prove_nothing() -> None:
    slogans = "（一）加强学习，提高认识，强化责任，健全机制，切实抓好落实。\n（二）每季度开展1次督查，建立台账，加强考核，提高工作水平。"
    assert answered(align(outline(PROBLEMS, slogans), DATA)) in ([], [1])


def test_the_writers_own_reference_outweighs_words() -> None:
    pairs = align(outline(PROBLEMS, "（一）针对第三方面，一分一厘自己掏。\n（二）针对第二方面，每逢初一十五我都到场。"), DATA)
    assert pairs[2].answers[0].measure.number == "（一）"
    assert pairs[1].answers[0].measure.number == "（二）"


def test_a_measure_put_under_an_aspects_name_answers_it() -> None:
    rows = "#table 对应方面 | 整改措施\n#table 安全监管 | 钥匙挂在门后，老街口装上防雨罩\n#table 廉洁自律方面 | 每逢初一十五我都到场"
    assert answered(align(outline(PROBLEMS, rows), DATA)) == [2, 3]
    assert answered(align(outline(PROBLEMS, "（一）安全监管方面。钥匙挂在门后，老街口装上防雨罩。"), DATA)) == [2]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("（一）针对第三方面，先办最难的事。", {2}),
        ("（一）针对第二、第四方面，审批5日内回音。", {1, 3}),
        ("对照问题（四），每月家访一次。", {3}),
        ("（四）围绕群众关切，每月接访。", set()),
        ("第三个问题已经解决。", set()),
        ("再答第一问。每月读一篇。", {0}),
        ("答复第二问题清单所列事项。", set()),
    ],
)
def test_references_are_read_as_the_writer_means_them(text: str, wanted: set[int]) -> None:
    assert references(text) == wanted


@pytest.mark.parametrize(
    ("measures", "wanted"),
    [("问题1：|问题3：", [1, 3]), ("针对问题三，|针对问题一，", [1, 3]), ("问题1：|问题4：", []), ("问题2个|问题3个", [])],
)
def test_problems_named_by_number_are_aspects_where_there_are_as_many(measures: str, wanted: list[int]) -> None:
    told = "\n".join(
        f"{mark}{text}" for mark, text in zip(measures.split("|"), ("一分一厘自己掏。", "每逢初一十五我都到场。"), strict=True)
    )
    assert answered(align(outline(PROBLEMS, told), DATA)) == wanted


def test_rows_of_a_list_are_measures_and_a_blank_cell_promises_nothing() -> None:
    rows = "#table 问题 | 整改措施\n#table 读书不成系统 | 每周三晚读书2小时，补齐4本\n#table 接待把关不严，用餐超标准 |  "
    assert answered(align(outline(PROBLEMS, rows), DATA)) == [1]


def test_a_promise_in_the_closing_counts() -> None:
    closing = "以上检查请批评指正，今后我将在公务接待用餐上严守标准、廉洁自律。"
    assert answered(align(outline(PROBLEMS, f"{READ}\n{VISIT}", closing), DATA)) == [1, 2, 3]


def test_points_carry_their_own_answers() -> None:
    problems = "（一）学习和作风方面。一是读书少。全年只读完2本书。二是下矿井少。掘进二队的师傅说没有见过我。"
    (pair,) = align(outline(problems, "（一）每周三晚读书2小时。\n（二）每月到掘进队跟班下井2次。"), DATA)
    assert [point.answers[0].measure.number for point in pair.points] == ["（一）", "（二）"]


def test_without_problems_or_measures_there_is_nothing_to_pair() -> None:
    assert align(build(to_document("#title 通知\n各单位：请按时报送。"), DATA), DATA) == ()
    only = build(to_document(f"#title 个人对照检查材料\n一、存在的主要问题\n{PROBLEMS}\n"), DATA)
    assert answered(align(only, DATA)) == []


def test_a_measure_that_answers_nothing_is_found() -> None:
    extra = "（四）做大林下经济。年内引进菌菇龙头2家，建成大棚40亩。"
    given = outline(PROBLEMS, "\n".join((READ, VISIT, TREAT, extra)))
    assert [item.number for item in unclaimed(given, align(given, DATA), 0.4)] == ["（四）"]


def test_a_vague_measure_answers_what_it_names_and_nothing_else() -> None:
    vague = "（三）进一步提高思想认识，强化责任意识，切实把公务接待的要求抓紧抓实，不断提升工作水平。"
    assert answered(align(outline(PROBLEMS, f"{READ}\n{VISIT}\n{vague}"), DATA)) == [1, 2, 3]
    nothing = "（三）进一步提高思想认识，强化责任意识，以更大的力度推动各项工作再上新台阶。"
    assert answered(align(outline(PROBLEMS, f"{READ}\n{VISIT}\n{nothing}"), DATA)) == [1, 2]


def test_the_same_text_gives_the_same_alignment() -> None:
    given = outline(PROBLEMS, "\n".join((READ, VISIT, TREAT)))
    assert align(given, DATA) == align(given, load().data)


def test_pairs_across_known_words_are_left_out() -> None:
    known = thesaurus(DATA)._replace(pairs=frozenset(word.encode("utf-32-le") for word in ("优化", "环境")))
    assert words("优化营商环境", known) == {"优化", "营商", "环境"}


def test_sentences_without_figures_are_cut_at_commas() -> None:
    assert clauses("坚定理想信念、严守政治规矩和政治纪律，密切联系群众、全心全意为人民服务，勇于担当。", 12) == [
        ("坚定理想信念、严守政治规矩和政治纪律", False),
        ("密切联系群众、全心全意为人民服务，勇于担当", False),
    ]
    assert clauses("每周三晚读书2小时，补齐4本，写1篇心得；每月走访。", 12) == [
        ("每周三晚读书2小时，补齐4本，写1篇心得", True),
        ("每月走访", True),
    ]
    assert clauses("把制度落到实处，补齐4本；常抓不懈。加强学习", 12) == [("把制度落到实处，补齐4本，常抓不懈，加强学习", True)]


@pytest.mark.parametrize(("name", "there", "gone"), [("003", [0, 1], 5), ("000", [0, 1, 2], 5)])
def test_real_materials_full_of_vague_measures(name: str, there: list[int], gone: int) -> None:
    source = Path(__file__).parents[4] / "shared" / "corpus" / "seeds" / f"{name}.txt"
    if not source.exists():
        pytest.skip("the shared corpus is not here")
    pairs = align(build(to_document(source.read_text(encoding="utf-8")), DATA), DATA)
    assert all(pairs[at].answers for at in there) and not pairs[gone].answers


def test_the_number_of_a_measure_makes_it_no_firmer() -> None:
    """“3.” is no figure that could be checked; a heading is as firm as what stands under it."""
    vague = "在为民服务上再加力。进一步强化宗旨意识，切实增强服务本领"
    assert [firm for _, firm in clauses("3." + vague, 20)] == [firm for _, firm in clauses("（三）" + vague, 20)] == [False, False]
    assert [firm for _, firm in clauses("（三）上门送餐。每周三到独居老人家里走一趟。看一看灶台和药盒里还剩下什么", 20)] == [
        True,
        True,
        False,
    ]


def test_rows_of_a_table_have_an_order_where_there_are_as_many_as_aspects() -> None:
    rows = "#table 措施 | 时限\n#table 每天读书一小时 | 长期\n#table 月月换一拨人进店看，老街口装上防雨罩 | 3月底前\n#table 公务用餐先报备 | 长期"
    assert answered(align(outline(PROBLEMS, rows), DATA)) == [1, 2, 3]


def test_what_a_website_left_at_the_ends_of_paragraphs_ties_nothing() -> None:
    mark = "墨池文稿坊"
    problems = PROBLEMS.replace("没有多问。", f"没有多问。{mark}")
    marked = align(outline(problems, "\n".join((READ + mark + " **", VISIT))), DATA)
    assert answered(marked) == answered(align(outline(PROBLEMS, "\n".join((READ, VISIT))), DATA)) == [1, 2]
    assert marked[0].answers[0].measure.text.endswith(f"{mark} **") and marked[2].problem.text.endswith(mark)  # told as they stand


def test_a_last_sentence_without_its_full_stop_still_counts() -> None:
    promise = "。7月前退清超标餐费"
    pairs = align(
        outline(PROBLEMS, "\n".join((READ, VISIT, "（三）守住小节。公务用餐先报备" + promise, "（四）勤俭持家。空调少开" + promise))), DATA
    )
    assert answered(pairs) == [1, 2, 3]


def test_a_line_about_all_measures_is_none() -> None:
    lines = "结合站所实际，针对接待用餐制定如下措施，由我牵头督办。", "以上措施，我将逐条抓好落实，请用餐的同志监督。"
    assert answered(align(outline(PROBLEMS, "\n".join((READ, VISIT, *lines))), DATA)) == [1, 2]


def test_a_measure_told_behind_such_words_counts() -> None:
    told = "针对接待把关不严，采取以下措施：公务用餐先报备后安排，超出部分由本人承担，每季度公示一次。"
    assert answered(align(outline(PROBLEMS, "\n".join((READ, VISIT, told))), DATA)) == [1, 2, 3]


def test_measures_told_in_one_paragraph_answer_sentence_by_sentence() -> None:
    told = "发扬钉钉子精神，一锤接着一锤敲。每周三晚读书2小时，6月底前补齐4本。花炮店、沙场每月随机抽检1次，查出的问题10日内复查。"
    assert answered(align(outline(PROBLEMS, told), DATA)) == [1, 2]
    whole = align(outline(PROBLEMS, f"{told}公务用餐先报备后安排，超出部分由本人承担！"), DATA)
    assert answered(whole) == [1, 2, 3] and len({pair.answers[0].measure.heading for pair in whole}) == 3
