"""Sections without headings: told by their aspects and by the words that turn to causes and measures."""

from __future__ import annotations

import pytest
from support import rule_book

from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.types import Outline

TITLE = "#title 2024年度组织生活会个人对照检查材料\n按照支部要求，我认真对照检查，现报告如下。\n"
ASPECTS = """在政治纪律方面，学习不够，全年读书3本，笔记只有2页。
在组织纪律方面，请假2次没有补学。
在群众纪律方面，下村12次，入户只有20户。
"""
BRIEF = "学习上，全年只读了2本。\n工作上，遇到难题爱往后推。\n作风上，120户只走了33户。\n"
COUNTED = "第一，全年只读了2本。\n第二，没有去过3号楼。\n第三，120户只走了33户，怕麻烦。\n"
LABELLED = "".join(f"{name}\n问题：没有读完。\n原因：觉得不要紧。\n整改：每月读1本。\n" for name in ("政治纪律", "群众纪律", "工作纪律"))
TABLE = "#table 方面 | 存在的问题 | 原因剖析 | 整改措施\n#table 学习 | 只读了2本 | 怕费脑子 | 每月读1本\n#table 作风 | 只走了33户 | 怕麻烦 | 6月底前走完\n"
WHY = "究其原因，主要是理想信念松懈，宗旨意识淡薄，总觉得自己是老党员。\n"
HENCE = "下一步，我将每周读书2小时，请假必须在一周内补课，每月入户10户。\n"


def outline(text: str) -> Outline:
    return build(to_document((TITLE + text).strip("\n")), rule_book().data)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ASPECTS + WHY + HENCE, ["problems", "causes", "measures"]),
        (ASPECTS.replace("在", "（一）", 1).replace("在", "（二）", 1).replace("在", "（三）", 1) + HENCE, ["problems", "measures"]),
        (ASPECTS.replace("方面，", "方面\n") + WHY + HENCE, ["problems", "causes", "measures"]),
        (ASPECTS + "为什么会这样呢？我问过自己。\n心里的灯暗了。\n往后怎么改？\n把灯拨亮。\n", ["problems", "causes", "measures"]),
        ("一、存在的问题\n" + ASPECTS + WHY + "二、整改措施\n" + HENCE, ["problems", "causes", "measures"]),
        (
            BRIEF + "这些问题的根子，是自己觉得快退休了，身份淡了。\n往后，书每月读1本；120户6月底前走完。\n",
            ["problems", "causes", "measures"],
        ),
        (COUNTED + "之所以出现这些问题，是觉得快退休了，思想松了。\n" + HENCE, ["problems", "causes", "measures"]),
        (COUNTED.replace("第二", "第四") + HENCE, []),  # counted otherwise
        (LABELLED, ["problems"]),
        (TABLE, ["problems"]),
        (
            "我先说自己的问题。全年只读了2本书，没有入户。\n我也问过自己为什么。怕麻烦。\n我打算这样改。每月入户10户。\n",
            ["problems", "causes", "measures"],
        ),
        (ASPECTS.replace("。\n", "。\n究其原因，是思想松了。\n"), ["problems"]),  # every aspect has its own
        (ASPECTS + "今后我将加强学习，努力工作。\n", ["problems"]),  # a good intention is no section
        ("今年下村12次，入户20户。\n" + HENCE, []),  # nothing was examined
        ("在群众纪律方面，下村12次。\n在廉洁纪律方面，没有收礼。\n" + HENCE, []),  # two may be chance
    ],
)
def test_sections_without_headings_begin_where_the_text_turns_to_them(text: str, wanted: list[str]) -> None:
    made = outline(text)
    assert [s.role for s in made.sections if s.role not in ("opening", "closing")] == wanted
    assert all(s.heading is None for s in made.of("causes"))


def test_unheaded_problems_keep_their_aspects_and_texts() -> None:
    made = outline(ASPECTS + WHY + HENCE)
    assert [i.title for i in made.items("problems")] == ["在政治纪律方面", "在组织纪律方面", "在群众纪律方面"]
    assert made.of("problems")[0].text == ASPECTS.strip()


@pytest.mark.parametrize("frame", ["【{}】", "{}方面，"])
def test_aspects_told_in_one_paragraph_are_parted(frame: str) -> None:
    names = ["严守政治纪律和政治规矩", "增强党性、严守纪律", "勇于担责、敢于创新"]
    told = "".join(
        f"{frame.format(name)}{text}。" for name, text in zip(names, ("读书3本", "一是请假2次。二是没有补学", "下村少"), strict=True)
    )
    made = outline(f"一、存在的问题\n{told}\n二、整改措施\n一是每周读书。二是每月入户。\n")
    assert [i.title.strip("【】").removesuffix("方面") for i in made.items("problems")] == names
    assert [len(i.children) for i in made.items("problems")] == [0, 2, 0]


def test_headings_between_those_of_known_roles_are_headings() -> None:
    asked = (
        "一、问题究竟在哪里？\n（一）读书3本。\n二、夜里听见了什么？\n三、为什么会走到这一步？\n灯暗了。\n四、到底怎么改？\n每月读书。\n"
    )
    made = outline(asked)
    assert [s.role for s in made.sections if s.heading] == ["problems", "other", "causes", "measures"]


def test_what_a_heading_stands_over_is_no_farewell() -> None:
    said = "以上就是我的检查，一并向组织说明，我和爱人名下住房两套，均在年度报告里填过，孩子在外省企业上班，没有移居国外。"
    made = outline(f"一、存在的问题\n只读了2本书。\n二、个人有关事项\n{said}\n以上发言，请批评指正。\n")
    assert made.of("disclosure")[0].text == said
    assert made.of("closing")[0].text == "以上发言，请批评指正。"


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (("存在的问题", "翻翻心底", "动手干的几样"), ["problems", "causes", "measures"]),
        (("存在的问题", "翻翻心底", "整改措施"), ["problems", "causes", "measures"]),
        (("存在的问题", "翻翻心底", "动手干的几样", "家里的事"), ["problems", "other", "other", "other"]),  # one too many to tell
        (("存在的问题", "工作总结", "整改措施"), ["problems", "other", "measures"]),  # headings of other things are none
    ],
)
def test_headings_that_are_left_are_what_is_missing(headings: tuple[str, ...], wanted: list[str]) -> None:
    made = outline("".join(f"{number}、{heading}\n书只读了2本。\n" for number, heading in zip("一二三四", headings, strict=False)))
    assert [s.role for s in made.sections if s.role not in ("opening", "closing")] == wanted
