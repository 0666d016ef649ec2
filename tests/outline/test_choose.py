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

FIVE = "\n".join(
    f"（{n}）{a}方面。一是做得不够。"
    for n, a in zip("一二三四五", ["强化政治忠诚", "固本培元、增强党性", "敬畏人民", "干事创业、担当作为", "扛起管党治党责任"], strict=True)
)
LISTED = "\n报告如下。\n一、存在的问题\n"


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
        ("#title 青川县水务局党组巡察整改专题民主生活会对照检查材料\n局党组逐条研读反馈意见。", "team", "unlisted"),
        ("#title 青川县水务局党组巡察整改专题民主生活会对照检查材料\n我逐条研读反馈意见。", "rectification", "topic"),
        ("#title 个人对照检查材料\n报告如下。", "personal", "kind"),
        ("#title 党组领导班子对照检查材料\n报告如下。", "team", "kind"),
        ("按照开好2024年度民主生活会的通知要求，我作了对照检查。\n一、存在的问题\n读书少。", "2024-annual", "year"),
        ("按照开好2026年度民主生活会的通知要求，我作了对照检查。\n一、存在的问题\n" + FIVE, "personal", "unlisted"),
        # a year or a theme without a profile: aspects decide nothing
        *[
            (f"#title {y}年度民主生活会个人对照检查材料{LISTED}{a}", "personal", "unlisted")
            for y in (2016, 2019, 2020, 2026, 2027)
            for a in (FIVE, SIX)
        ],
        (f"#title 青川县水务局领导班子2026年度民主生活会对照检查材料{LISTED}{FIVE}", "team", "unlisted"),
        (f"#title 乡村振兴专题民主生活会个人对照检查材料{LISTED}{FIVE}", "personal", "unlisted"),
        (f"#title 2024年度安全生产专题民主生活会个人对照检查材料{LISTED}{SIX}", "personal", "unlisted"),
        ("#title 青川县水务局领导班子2023年度专题民主生活会对照检查材料\n报告如下。", "2023-annual-team", "year"),
        (f"#title 2025年度中央八项规定精神学习教育专题民主生活会个人对照检查材料{LISTED}{FIVE}", "2025-annual", "year"),
        (f"#title 民主生活会个人对照检查材料{LISTED}{FIVE}", "2025-annual", "aspects"),
        # a year without 度, in whose first months the material is dated, is the one in which the meeting is held
        ("#title 2025年民主生活会个人对照检查材料\n水务局　张三\n（2025年1月16日）\n报告如下。", "2024-annual", "held"),
        ("#title 2025年民主生活会个人对照检查材料\n水务局　张三\n（2026年1月16日）\n报告如下。", "2025-annual", "year"),
        ("#title 2025年民主生活会个人对照检查材料\n水务局　张三\n（2025年11月16日）\n报告如下。", "2025-annual", "year"),
        ("#title 2025年度民主生活会个人对照检查材料\n水务局　张三\n（2025年1月16日）\n报告如下。", "2025-annual", "year"),
        ("#title 二〇二五年民主生活会个人对照检查材料\n水务局　张三\n（2025年2月16日）\n报告如下。", "2024-annual", "held"),
        # figures of all kinds
        ("#title ２０２５年度民主生活会个人对照检查材料\n报告如下。", "2025-annual", "year"),
        ("#title 二〇二五年度民主生活会个人对照检查材料\n报告如下。", "2025-annual", "year"),
        ("#title 二O二六年度民主生活会个人对照检查材料\n报告如下。", "personal", "unlisted"),
        # a unit's name is no topic
        ("#title 县营商环境建设局2025年度民主生活会个人对照检查材料\n报告如下。", "2025-annual", "year"),
        # whose material it is
        ("#title 县委宣传部领导班子2025年度民主生活会发言提纲\n部领导班子认真查摆，报告如下。", "2025-annual-team", "year"),
        ("#title 县委宣传部领导班子2025年度民主生活会发言提纲\n我征求意见9条，报告如下。", "2025-annual", "year"),
        ("#title 石门镇党委书记2022年度民主生活会对照检查材料\n报告如下。", "2022-annual", "year"),
    ],
)
def test_the_profile_that_fits(text: str, profile: str, reason: str) -> None:
    book = rule_book()
    document = to_document(text)
    choice = choose(build(document, book.data), document, book.profiles, book.data)
    assert (choice.profile.name, choice.reason) == (profile, reason)
