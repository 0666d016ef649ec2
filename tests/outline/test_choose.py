"""The profile is chosen from what the document says of itself."""

from __future__ import annotations

import pytest
from support import rule_book

from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.choose import choose

SIX = "\n".join(
    f"（{n}）{a}方面。一是做得不够。"
    for n, a in zip("一二三四五六", ["理论学习", "政治素质", "能力本领", "担当作为", "工作作风", "廉洁自律"], strict=True)
)


@pytest.mark.parametrize(
    ("text", "profile", "reason"),
    [
        ("#title 2022年度民主生活会个人对照检查材料\n报告如下。", "2022-annual", "year"),
        ("#title 二〇二四年度民主生活会个人发言提纲\n报告如下。", "2024-annual", "year"),
        ("#title 中共青川渡口管理局党组领导班子2025年度民主生活会对照检查材料\n报告如下。", "2025-annual-team", "year"),
        ("#title 2025年度组织生活会个人对照检查材料\n报告如下。", "2025-branch", "year"),
        ("#title 2019年度组织生活会个人发言提纲\n报告如下。", "branch", "branch"),
        ("#title 优化营商环境专题民主生活会个人对照检查材料\n报告如下。", "business-environment", "topic"),
        ("#title 巡察整改专题民主生活会个人对照检查材料\n报告如下。", "rectification", "topic"),
        ("#title 以案促改专题民主生活会个人对照检查材料\n报告如下。", "case-warning", "topic"),
        ("#title 个人对照检查材料\n报告如下。\n一、存在的问题\n" + SIX, "2023-annual", "aspects"),
        ("#title 青川县水务局党组巡察整改专题民主生活会对照检查材料\n局党组逐条研读反馈意见。", "team", "kind"),
        ("#title 青川县水务局党组巡察整改专题民主生活会对照检查材料\n我逐条研读反馈意见。", "rectification", "topic"),
        ("#title 个人对照检查材料\n报告如下。", "personal", "kind"),
        ("#title 党组领导班子对照检查材料\n报告如下。", "team", "kind"),
        ("按照开好2024年度民主生活会的通知要求，我作了对照检查。\n一、存在的问题\n读书少。", "2024-annual", "year"),
    ],
)
def test_the_profile_that_fits(text: str, profile: str, reason: str) -> None:
    book = rule_book()
    document = to_document(text)
    choice = choose(build(document, book.data), document, book.profiles, book.data)
    assert (choice.profile.name, choice.reason) == (profile, reason)
