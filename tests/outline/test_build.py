"""The outline finds sections, aspects, points and measures however a writer marks them."""

from __future__ import annotations

import pytest
from support import rule_book

from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.types import Outline


def outline(text: str) -> Outline:
    return build(to_document(text.strip("\n")), rule_book().data)


def roles(made: Outline) -> list[str]:
    return [s.role for s in made.sections if s.heading]


NUMBERED = """
#title 2024年度民主生活会个人对照检查材料
按照通知要求，现报告如下。
一、上年度整改落实情况
均已整改。
二、存在的主要问题
（一）政治纪律方面。一是传达慢。二是落实差。
（二）作风方面。一是下乡少。
三、原因剖析
（一）学习不够。
四、努力方向和整改措施
（一）每周读书3小时。
以上发言，请批评指正。
"""
UNNUMBERED = NUMBERED.replace("一、上", "上").replace("二、存", "存").replace("三、原", "原").replace("四、努", "努")
AUTOMATIC = (
    NUMBERED.replace("一、上", "#auto1 上").replace("二、存", "#auto1 存").replace("三、原", "#auto1 原").replace("四、努", "#auto1 努")
)
STYLED = NUMBERED.replace("一、上", "#h1 上").replace("二、存", "#h1 存").replace("三、原", "#h1 原").replace("四、努", "#h1 努")
GIANT = "#title 2024年度民主生活会个人对照检查材料\n" + "⏎".join(NUMBERED.strip().split("\n")[1:])
PARTS = (
    NUMBERED.replace("一、上", "第一部分 上")
    .replace("二、存", "第二部分 存")
    .replace("三、原", "第三部分 原")
    .replace("四、努", "第四部分 努")
)
MARKED = NUMBERED.replace("主要问题", "主要问题墨香网www.mxw.cn").replace("原因剖析", "原因剖析　墨香网www.mxw.cn")


@pytest.mark.parametrize("text", [NUMBERED, UNNUMBERED, AUTOMATIC, STYLED, GIANT, PARTS, MARKED])
def test_sections_are_found_however_they_are_numbered(text: str) -> None:
    made = outline(text)
    assert roles(made) == ["previous", "problems", "causes", "measures"]
    assert [i.title for i in made.items("problems")] == ["政治纪律方面", "作风方面"]
    assert [len(i.children) for i in made.items("problems")] == [2, 1]
    assert made.title_text == "2024年度民主生活会个人对照检查材料"


def test_the_closing_is_not_a_measure() -> None:
    made = outline(NUMBERED)
    assert made.sections[-1].role == "closing"
    assert "批评指正" not in made.items("measures")[-1].text


def test_last_years_heading_is_not_taken_for_measures() -> None:
    made = outline("#title 个人对照检查材料\n一、党史学习教育专题民主生活会整改措施落实情况\n已整改。\n二、整改措施\n（一）每周学习。")
    assert roles(made) == ["previous", "measures"]


def test_sections_numbered_one_level_down() -> None:
    made = outline(
        "#title 个人发言提纲\n（一）存在的问题\n1.学习不系统。\n（二）产生问题的原因\n1.不重视。\n（三）今后努力方向\n1.每天学习。"
    )
    assert roles(made) == ["problems", "causes", "measures"]
    assert made.items("problems")[0].number == "1."


def test_a_merged_section_gives_each_role_its_own_items() -> None:
    made = outline(
        "#title 对照检查材料\n一、存在的问题\n（一）学习方面。读书少。\n二、原因分析及努力方向\n（一）原因分析\n1.党性修养不够。\n"
        "2.宗旨意识淡薄。\n（二）努力方向\n1.每月读一本书。\n2.每周下乡。"
    )
    assert [i.title for i in made.items("causes")] == ["党性修养不够", "宗旨意识淡薄"]
    assert [i.title for i in made.items("measures")] == ["每月读一本书", "每周下乡"]


def test_labels_inside_an_aspect_split_it() -> None:
    made = outline(
        "#title 检视材料\n一、检视出的问题、原因及整改措施\n（一）理论学习方面\n存在问题：学得不深。\n原因分析：重视不够。\n整改措施：每月学习1次。\n"
        "（二）政治素质方面\n存在问题：落实慢。\n原因：大局观念不强。\n整改措施：每周调度。"
    )
    assert len(made.items("problems")) == len(made.items("causes")) == len(made.items("measures")) == 2
    assert "每月学习1次" in made.items("measures")[0].text
    assert "每月学习1次" not in made.items("problems")[0].text


def test_a_table_of_problems_and_measures_gives_both() -> None:
    made = outline(
        "#title 支部对照检查材料\n一、存在问题\n#table 序号 | 存在问题 | 整改措施 | 时限\n#table 1 | 会议记录不全 | 每月10日开会 | 6月底\n"
        "#table 2 | 教育形式单一 | 每季度现场教学 | 长期"
    )
    assert [i.title for i in made.items("problems")] == ["会议记录不全", "教育形式单一"]
    assert len(made.items("measures")) == 2


def test_points_inside_one_paragraph_are_children() -> None:
    made = outline("#title 对照检查材料\n二、存在的问题\n（一）担当方面。一是怕担责任，推一推动一动。二是求稳怕乱。三是要求不高。")
    assert [c.number for c in made.items("problems")[0].children] == ["一是", "二是", "三是"]


def test_measures_in_one_paragraph_are_items() -> None:
    made = outline(
        "#title 对照检查材料\n一、存在问题\n（一）学习少。\n二、整改措施\n（一）学起来。每周2小时。（二）走下去。每月3天。（三）管起来。每季查账。"
    )
    assert [i.number for i in made.items("measures")] == ["（一）", "（二）", "（三）"]


def test_only_the_first_of_several_documents_is_judged() -> None:
    made = outline(NUMBERED + "篇二：在动员会上的讲话\n同志们：\n一、提高认识\n要重视。\n")
    assert roles(made) == ["previous", "problems", "causes", "measures"]


def test_the_position_of_a_heading_is_its_own_text() -> None:
    document = to_document(GIANT)
    made = build(document, rule_book().data)
    quotes = [document.quote(s.heading) for s in made.sections if s.heading]
    assert quotes == ["一、上年度整改落实情况", "二、存在的主要问题", "三、原因剖析", "四、努力方向和整改措施"]
    for item in made.items("problems"):
        assert document.quote(item.heading).startswith(item.number)


def test_causes_with_their_remedies_in_one_item() -> None:
    made = outline(
        "#title 个人发言提纲\n一、对照检查出的问题\n（一）学习方面。读书少。\n二、剖析原因，明确改进措施\n"
        "（一）根子在懒。总说没有时间。改进办法：每晚读书40分钟。\n（二）根子在怕。遇事先躲。今后我将每月接访1次。"
    )
    assert [s.roles for s in made.sections if s.heading] == [("problems",), ("causes", "measures")]
    assert ["改进办法" in i.text for i in made.items("causes")] == [False, False]
    assert [i.text for i in made.items("measures")] == ["改进办法：每晚读书40分钟。", "今后我将每月接访1次。"]


def test_aspects_that_only_lead_their_points() -> None:
    made = outline(
        "#title 对照检查材料\n一、存在的问题\n公正执法。一是把关马虎。二是走捷径。\n教育改造：一是课时打折。二是谈话少。\n二、原因\n懒。"
    )
    assert [(i.title, len(i.children)) for i in made.items("problems")] == [("公正执法", 2), ("教育改造", 2)]


def test_aspects_that_begin_with_their_subject() -> None:
    made = outline("#title 对照检查材料\n一、存在的问题\n关于学习。全年读了2本书。\n关于用人。三名临时工是熟人介绍。\n二、原因\n懒。")
    assert [i.title for i in made.items("problems")] == ["关于学习", "关于用人"]


def test_a_number_before_a_date_is_a_number() -> None:
    made = outline("#title 对照检查材料\n一、整改措施\n1.3月底前读完2本书。\n2.12月前下乡10次。\n3.每周接访。")
    assert [i.number for i in made.items("measures")] == ["1.", "2.", "3."]


def test_points_of_a_labelled_aspect_end_where_its_causes_begin() -> None:
    made = outline(
        "#title 检视材料\n一、检视的问题、原因及整改措施\n（一）党员教育方面\n存在问题：一是学习少。二是讨论少。\n原因剖析：重视不够。\n整改措施：每月学习1次。\n"
        "（二）组织生活方面\n存在问题：一是缺席多。二是记录假。\n原因剖析：怕得罪人。\n整改措施：每月公布到会率。"
    )
    points = [c.text for i in made.items("problems") for c in i.children]
    assert len(points) == 4
    assert not any("原因" in p or "措施" in p for p in points)


LIVELY = """
#title 2024年度民主生活会个人检视剖析材料
会前我征求意见20条。去年民主生活会认领的3个问题，两个已改，一个还在推进。
第一部分　给自己画像
（一）政治纪律方面。一是传达慢。二是落实差。
（二）作风方面。一是下乡少。
第二部分　往根子上挖
（一）学习不够。
第三部分　需向组织说明的情况
已婚，住房1套。
第四部分　明方向、定举措
（一）每周读书3小时。
"""


@pytest.mark.parametrize(
    "text",
    [
        LIVELY,
        LIVELY.replace("第一部分　", "#h1 ").replace("第二部分　", "#h1 ").replace("第三部分　", "#h1 ").replace("第四部分　", "#h1 "),
        LIVELY.replace("第一部分　给", "【看问题】检视的问题，给")
        .replace("第二部分　往", "【挖根源】原因，往")
        .replace("第三部分　", "【交底】")
        .replace("第四部分　", "【怎么办】整改措施，"),
    ],
)
def test_livelier_headings_are_understood(text: str) -> None:
    made = outline(text)
    assert roles(made) == ["problems", "causes", "disclosure", "measures"]
    assert made.previous_in_opening is not None
    assert len(made.items("problems")) == 2


def test_livelier_words_mean_nothing_in_another_kind_of_document() -> None:
    made = outline("#title 在全县大会上的讲话\n同志们：\n一、看清差距\n要清醒。\n二、明确方向\n要实干。\n三、务求实效\n要落实。")
    assert "problems" not in roles(made)


def test_aspects_with_headings_of_the_first_level() -> None:
    made = outline(
        "#title 党委班子民主生活会对照检查材料\n一、是否牢记宗旨——从群众最盼的事查\n大米送晚了2小时。\n究其原因，宗旨意识不牢。\n"
        "二、是否担当作为——从最难的事查\n补缴拖了三年。\n究其原因，怕担责任。\n三、是否廉洁——从缺口查\n油票对不上。\n究其原因，监督不够。\n"
        "四、下步整改的时间表\n（一）每月送货签收。\n（二）6月底前补缴。"
    )
    assert len(made.items("problems")) == 3
    assert len(made.items("causes")) == 3
    assert all("究其原因" not in i.text for i in made.items("problems"))


def test_points_under_aspects_that_are_enumerated_in_words() -> None:
    made = outline(
        "#title 对照检查材料\n一、存在的问题\n首先，理论学习方面。一是读书少。二是笔记少。\n其次，作风方面。一是下乡少。最后是我自己去的。"
    )
    assert [(i.number, len(i.children)) for i in made.items("problems")] == [("首先", 2), ("其次", 1)]


def test_a_number_that_runs_into_a_figure_is_read_among_its_neighbours() -> None:
    text = NUMBERED.replace("（一）每周读书3小时。", "1.每周读书3小时。\n2.20万元以下的采购按年合并。\n3.每月下乡2次。")
    measures = outline(text).items("measures")
    assert [(m.number, m.title[:4]) for m in measures] == [("1.", "每周读书"), ("2.", "20万元"), ("3.", "每月下乡")]


@pytest.mark.parametrize("middle", ["2.5米宽的路还没有修。", "3.20万元的采购没有合并。"])
def test_a_decimal_at_the_beginning_of_a_line_is_no_number(middle: str) -> None:
    text = NUMBERED.replace("（一）每周读书3小时。", f"1.每周读书3小时。\n{middle}\n2.每月下乡2次。")
    assert [m.number for m in outline(text).items("measures")] == ["1.", "2."]


def test_problems_of_an_inspection_with_their_causes() -> None:
    made = outline(
        NUMBERED.replace("二、存在的主要问题", "二、巡察反馈问题的具体表现及原因剖析").replace("三、原因剖析\n（一）学习不够。\n", "")
    )
    assert roles(made) == ["previous", "problems", "measures"]
    assert [i.title for i in made.items("problems")] == ["政治纪律方面", "作风方面"]


def test_plain_lines_in_livelier_words_are_headings_where_nothing_is_numbered() -> None:
    text = """
#title 2025年度组织生活会发言提纲
按照支部安排，我对照检查如下。
去年查的问题，改得怎么样
去年认领的2个问题都改了，带了3名徒弟，交接记录也补齐了。
今年的问题，主要有两条
一是学习不上心。辅导本压在工具箱底下，12月测试只得了61分。
二是干活有脾气。10月选果时和班组长顶嘴，工具一扔走了半天。
问题出在我身上，根子也在我身上
入党九年，把自己当成了老资格，学习不再使劲，遇事先想自己方便。
下一步，我这么改
辅导本三个月读完，每周二晚上记笔记；有意见当面好好说，每月请班组长打分。
"""
    made = outline(text)
    assert roles(made) == ["previous", "problems", "causes", "measures"]


def test_a_short_line_among_short_lines_is_no_heading() -> None:
    made = outline("#title 个人对照检查材料\n报告如下。\n存在的问题\n读书少。\n学习要努力\n下乡要多\n会议要少\n开会要短")
    assert roles(made) == ["problems"]


def test_a_heading_that_no_wording_tells_is_known_by_its_place_and_text() -> None:
    text = NUMBERED.replace("二、存在的主要问题", "二、我欠大家的").replace("四、努力方向和整改措施", "四、眼下要做的和长期要做的")
    text = text.replace("二是落实差。", "二是落实差，部署没有传到站所，只发了一个通知，会后不问不查。")
    text = text.replace("（一）每周读书3小时。", "（一）每周读书3小时。\n（二）6月底前走遍站所。")
    assert roles(outline(text)) == ["previous", "problems", "causes", "measures"]


def test_aspects_with_styled_headings_under_each() -> None:
    one = "#h1 {0}、带头{1}方面\n#h2 具体表现\n{1}不够，全年只有2次。\n#h2 原因剖析\n思想上松了。\n#h2 整改措施\n每月{1}1次。\n"
    text = "#title 个人对照检查材料\n报告如下。\n" + "".join(
        one.format(n, a) for n, a in zip("一二三", ("学习", "下乡", "谈话"), strict=True)
    )
    made = outline(text + "#h1 四、个人有关事项\n住房1套。")
    assert roles(made) == ["problems", "causes", "measures"] * 3 + ["disclosure"]
    assert [i.title for i in made.items("problems")] == ["带头学习方面", "带头下乡方面", "带头谈话方面"]


def test_of_two_headings_of_problems_one_names_causes_behind_its_colon() -> None:
    text = NUMBERED.replace("二、存在", "二、自身").replace("三、原因剖析", "三、检视剖析：差距从何而来")
    assert roles(outline(text)) == ["previous", "problems", "causes", "measures"]


BOLD = """
#title 2024年度民主生活会个人对照检查材料
按照通知要求，现报告如下。
一、存在的主要问题
{0}
1.传达慢。3月的通知压了9天。
2.落实差。全年4项任务只完成2项。
{1}
1.下乡少。全年到村3天，有2次是顺路。
2.会议多。上半年开会41次，能不开的有17次。
{2}
12月值班两次离岗，我都没有追问，也没有向组织报告。
二、努力方向和整改措施
（一）通知当天办。
"""


@pytest.mark.parametrize("end", ["", "。", "："])
@pytest.mark.parametrize("point", ["1.", "（1）", "①", "一是"])
@pytest.mark.parametrize("titles", [("政治纪律", "作风养成", "值班值守"), ("政治纪律方面", "作风方面", "值班方面")])
def test_aspects_without_a_number_stand_over_numbered_points(titles: tuple[str, ...], point: str, end: str) -> None:
    text = BOLD.format(*[title + end for title in titles])
    second = {"1.": "2.", "（1）": "（2）", "①": "②", "一是": "二是"}[point]
    made = outline(text.replace("1.", point).replace("2.", second))
    assert [i.title for i in made.items("problems")] == [*titles]
    assert [len(i.children) for i in made.items("problems")] == [2, 2, 0]


def test_one_lead_in_over_numbered_problems_is_no_aspect() -> None:
    made = outline(BOLD.format("主要有以下几个", "3.走访少。全年走访5户。", "4.记录少。全年记了2次。"))
    assert [i.number for i in made.items("problems")][:2] == ["1.", "2."]


def test_headings_and_texts_by_turns() -> None:
    turns = "\n".join(
        f"{head}\n{'全年到村3天，有2次是顺路，问题没有摸清。' * 3}"
        for head in ("读书，是在读吗？", "在收购上，公平有缺口。", "家门没有守住")
    )
    made = outline(f"#title 民主生活会个人对照检查材料\n现报告如下。\n一、存在的问题\n{turns}\n二、整改措施\n（一）每月读书1本。")
    assert [i.title for i in made.items("problems")] == ["读书，是在读吗？", "在收购上，公平有缺口", "家门没有守住"]


@pytest.mark.parametrize("numbers", [("（一）", "（二）", "（三）", "（四）"), ("1.", "2.", "3.", "4."), ("1、", "2、", "3、", "4、")])
def test_livelier_headings_numbered_one_level_down(numbers: tuple[str, ...]) -> None:
    titles = ("去年的账", "今年查出来的问题", "为什么会这样", "接下来怎么做")
    texts = ("2023年度查摆的2个问题已整改。", "①学得少。\n②走得少。", "没有上心，觉得不要紧。", "①每周读书3小时。\n②每月到村2天。")
    body = "\n".join(f"{n}{title}\n{text}" for n, title, text in zip(numbers, titles, texts, strict=True))
    made = outline(f"#title 2024年度民主生活会个人对照检查材料\n现报告如下。\n{body}")
    assert roles(made)[1:] == ["problems", "causes", "measures"]
    assert [i.title for i in made.items("problems")] == ["学得少", "走得少"]


def test_two_numbers_in_a_row_that_run_into_figures() -> None:
    for stop in "．.、":
        numbers = [f"3{stop}张榜公布。", f"4{stop}50万元以上的项目上会。", f"5{stop}4号楼梯清空。", f"6{stop}公开账目。"]
        made = outline("#title 对照检查材料\n一、整改措施\n" + "\n".join([f"1{stop}读书。", f"2{stop}走访。", *numbers]))
        assert [i.mark.value for i in made.items("measures") if i.mark] == [1, 2, 3, 4, 5, 6]


def test_a_section_number_before_a_year() -> None:
    made = outline(NUMBERED.replace("一、上年度", "一．2023年度").replace("二、", "二．").replace("三、", "三．").replace("四、", "四．"))
    assert roles(made) == ["previous", "problems", "causes", "measures"]


@pytest.mark.parametrize("blanks", ["　　", "    ", "⇥", " 　 　", "　　　　"])
def test_indents_change_nothing(blanks: str) -> None:
    def told(made: Outline) -> list[tuple[str, str, tuple[str, ...], int]]:
        return [(s.role, s.title, tuple(f"{i.number}{i.title}" for i in s.items), len(s.items)) for s in made.sections]

    for text in (NUMBERED, UNNUMBERED, BOLD.format("政治纪律", "作风养成", "值班值守")):
        lines = [line if line.startswith("#") or not line else blanks + line for line in text.split("\n")]
        assert told(outline("\n".join(lines))) == told(outline(text))


def test_a_title_of_two_lines_with_a_short_second_one() -> None:
    made = outline("#title 县交通运输局党组2024年度民主生活会\n#title 主持词\n同志们：\n今天我们召开民主生活会。")
    assert (made.title_text, made.kind) == ("县交通运输局党组2024年度民主生活会主持词", "other")


def test_a_line_that_announces_the_measures_right_under_a_livelier_heading_tells_what_that_is() -> None:
    made = outline(NUMBERED.replace("四、努力方向和整改措施", "四、怎么改\n整改措施如下："))
    assert roles(made) == ["previous", "problems", "causes", "measures"]
    assert [s.title for s in made.of("measures")] == ["怎么改"]


def test_what_stands_before_a_label_belongs_to_its_aspect() -> None:
    made = outline(
        "#title 个人对照检查材料\n一、检视出的问题和症结\n（一）法治环境方面，衔接不紧。问题：3月改了两次排烟道。症结：遇事先想不得罪人。\n"
        "（二）信用环境方面，兑现不严。问题：只核查了52件。症结：重审批轻监管。\n二、下步举措\n（一）每月会商1次。\n（二）逐件核查。"
    )
    assert [i.number for i in made.items("problems")] == ["（一）", "（二）"]
    assert ["排烟道" in i.text and "衔接不紧" in i.text for i in made.items("problems")] == [True, False]
    assert len(made.items("causes")) == 2


def test_a_number_of_a_higher_level_that_stands_alone_among_others_makes_no_aspect() -> None:
    lines = ["1.学习不深，只读2本书。", "（三）见附件。", "2.调研不够，只去4天。", "3.督查不严，没有回访。"]
    for some, wanted in ((lines, ["1.", "2.", "3."]), ([lines[0], "（一）见附件。", *lines[2:]], ["（一）"])):
        made = outline("#title 个人对照检查材料\n一、存在的问题\n" + "\n".join(some) + "\n二、整改措施\n每月读1本书。")
        assert [i.mark.text for i in made.items("problems") if i.mark] == wanted


@pytest.mark.parametrize("lead", ["", "针对以上问题，我将这样改：\n"])
def test_points_numbered_as_the_sections_are_belong_to_theirs(lead: str) -> None:
    made = outline(
        "#title 个人对照检查材料\n现报告如下。\n一、查摆的突出问题\n（一）学习方面。全年只读2本书。\n二、原因剖析\n把学习当软任务。\n"
        f"三、整改措施\n{lead}一、每周读书3小时，写1篇心得。\n二、每季度带队检查1次。\n三、每月15日接访。\n以上检查，请批评指正。"
    )
    assert roles(made) == ["problems", "causes", "measures"]
    assert [i.mark.value for i in made.items("measures") if i.mark] == [1, 2, 3]
