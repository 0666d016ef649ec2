"""What stands around the sections: title, opening, last year's sentence, closing, name and date; and that no line is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import rule_book

from lint_cmm.model.types import Document
from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.choose import choose
from lint_cmm.outline.types import Outline

TITLE = "2025年度民主生活会个人对照检查材料"
HEAD = f"#title {TITLE}\n"
BODY = "一、存在的问题\n（一）学习不深。只读2本书。\n二、整改措施\n（一）每月读1本书。\n"


def outline(document: Document) -> Outline:
    return build(document, rule_book().data)


@pytest.mark.parametrize(
    ("text", "signature", "date"),
    [
        (f"{HEAD}王春山\n（2026年1月8日）\n按照要求，报告如下。\n{BODY}", "王春山", "（2026年1月8日）"),
        (f"{HEAD}青山镇党委书记　王春山\n按照要求，报告如下。\n{BODY}", "青山镇党委书记　王春山", ""),
        (f"{HEAD}汇报人：王春山\n{BODY}2026年1月8日\n", "汇报人：王春山", "2026年1月8日"),
        (f"{HEAD}{BODY}以上是我的对照检查，请批评指正。\n#right 王春山\n2026年1月8日\n", "王春山", "2026年1月8日"),
        (f"{HEAD}{BODY}2026年1月8日\n2026年1月9日\n王春山\n李文国\n", "王春山", "2026年1月8日"),
        (f"{HEAD}机密★1年\n{BODY}", "", ""),
        (f"{HEAD}按照要求，报告如下。\n{BODY}", "", ""),
    ],
)
def test_name_and_date_stand_under_the_title_or_at_the_end(text: str, signature: str, date: str) -> None:
    document = to_document(text)
    made = outline(document)
    assert [document.quote(span) if span else "" for span in (made.signature, made.date)] == [signature, date]
    assert made.title_text == TITLE and made.title and document.quote(made.title) == TITLE


@pytest.mark.parametrize(
    ("end", "closing"),
    [
        ("", ""),
        ("以上是我的对照检查，请批评指正。\n#right 王春山\n2026年1月8日", "以上是我的对照检查，请批评指正。|王春山|2026年1月8日"),
        ("以上发言，请批评指正。\n来源：墨香网www.mxw.cn", "以上发言，请批评指正。|来源：墨香网www.mxw.cn"),
        ("（二）以上问题，请组织批评指正。", ""),
        ("请同志们批评指正。", "请同志们批评指正。"),
        ("王春山", "王春山"),
        ("略。", ""),
    ],
)
@pytest.mark.parametrize("head", [HEAD, ""])
def test_the_closing_is_what_stands_behind_the_last_section(head: str, end: str, closing: str) -> None:
    document = to_document(f"{head}按照要求，报告如下。\n{BODY}{end}")
    made = outline(document)
    found = "|".join(document.quote(span) for section in made.of("closing") for span in section.spans)
    assert found == closing
    assert [s.text for s in made.of("opening")] == ["按照要求，报告如下。"]
    assert [s.role for s in made.sections if s.heading] == ["problems", "measures"] and made.kind == "personal"


def test_last_years_matters_may_be_answered_for_in_the_opening() -> None:
    said = "去年民主生活会查摆的3个问题均已整改到位"
    document = to_document(f"{HEAD}按照要求，报告如下。{said}。\n{BODY}")
    span = outline(document).previous_in_opening
    assert span and document.quote(span) == said
    assert outline(to_document(HEAD + BODY.replace("只读2本书", said))).previous_in_opening is None


LINES = st.sampled_from(
    ["一、存在的问题", "二、原因剖析", "三、整改措施", "四、个人有关事项", "（一）学习不深。只读2本书。", "一是读书少。二是想得浅。", "1.每月读1本书。",
     "按照要求，报告如下。", "以上发言，请批评指正。", "王春山", "2026年1月8日", "", "#h1 努力方向", "#title 对照检查材料", "深层次原因⏎（一）学习不够。",
     "#h2 理论学习方面", "#h2 整改措施", "#h3 读书少", "（二）调研不够。全年4天。", "2.每季写1篇。", "#table 序号 | 问题 | 措施", "问题：读书少。", "主要措施：每月读书。",
     "首先，理论学习方面。一是读书少。", "三是接着说。", "究其原因，学习不够。", "【作风方面】"]
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=14))
def test_every_line_stands_in_one_section(lines: list[str]) -> None:
    document = to_document("\n".join(lines))
    made = outline(document)
    ends: list[tuple[int, int]] = []
    for section in made.sections:
        spans = [*([section.heading] if section.heading else []), *section.spans]
        ends += [(s.paragraph, edge) for s in spans for edge in (s.start, s.end)]
        assert section.first <= section.last
    assert ends == sorted(ends), "in order, and nothing twice"
    inside = sum(section.characters for section in made.sections)
    begin = made.sections[0].first - 1 if made.sections else len(document.body.paragraphs)
    above = [p.text for p in document.body.paragraphs[:begin]]
    if not made.further and all(section.first < other.first for section, other in zip(made.sections, made.sections[1:], strict=False)):
        assert made.characters == inside + sum(len("".join(text.split())) for text in above), "and what is above them is the title"


@pytest.mark.parametrize(
    ("text", "profile", "fact"),
    [
        (f"{HEAD}报告如下。", "2025-annual", "2025"),
        ("#title 优化营商环境专题民主生活会个人对照检查材料\n报告如下。", "business-environment", "营商环境"),
        ("#title 乡村振兴专题民主生活会个人对照检查材料\n报告如下。", "personal", "乡村振兴"),
        ("#title 2024年度安全生产专题民主生活会个人对照检查材料\n报告如下。", "personal", "安全生产"),
        ("#title 2027年度民主生活会个人对照检查材料\n报告如下。", "personal", "2027年度"),
        ("#title 民主生活会个人对照检查材料\n按照六个带头的要求，报告如下。", "2022-annual", "六个带头"),
        ("#title 个人对照检查材料\n报告如下。", "personal", ""),
    ],
)
def test_what_chose_the_profile_is_told(text: str, profile: str, fact: str) -> None:
    document, book = to_document(text), rule_book()
    choice = choose(outline(document), document, book.profiles, book.data)
    assert (choice.profile.name, choice.fact) == (profile, fact)


OWN = """按照要求，报告如下。
一、理论学习方面
（一）存在的问题
一是读书少。二是想得浅。
（二）整改措施
每月读1本书。
二、工作作风方面
（一）存在的问题
一是下乡少。
（二）整改措施
每月到村2天。
"""


@pytest.mark.parametrize(
    ("last", "role"),
    [("", ""), ("三、个人有关事项\n住房1套，没有变化。\n", "disclosure"), ("三、下步整改措施\n（一）坚持学习。每周1次。\n", "measures")],
)
def test_aspects_with_problems_and_measures_of_their_own_may_be_followed_by_a_section(last: str, role: str) -> None:
    document = to_document(HEAD + OWN + last)
    made = outline(document)
    assert [s.role for s in made.sections if s.heading] == ["problems", "measures"] * 2 + [role] * bool(role)
    problems = [(i.title, document.quote(i.heading), len(i.children)) for i in made.items("problems")]
    assert problems == [("理论学习方面", "一、理论学习方面", 2), ("工作作风方面", "二、工作作风方面", 1)], "a problem is its aspect's"
    measures = [document.quote(i.heading) for s in made.of("measures")[:2] for i in s.items]
    assert measures == ["（二）整改措施"] * 2, "a measure stands where it stands"
    if role == "measures":
        assert [document.quote(i.heading) for i in made.sections[-1].items] == ["（一）坚持学习。"], "and the last section is of no aspect"
