"""Family S: what its messages say, and counts that are announced."""

from __future__ import annotations

import pytest
from support import checker

from lint_cmm.notation import to_document


def test_a_share_just_below_the_limit_is_not_called_the_limit() -> None:
    head = "#title 个人对照检查材料\n一、存在的主要问题\n（一）学习方面。一是读书少，全年读完2本。"
    for more in range(1200, 1500):
        text = f"{head}{'学' * 1000}\n二、原因剖析\n懒。\n三、整改措施\n每月读1本。{'做' * (more - 220)}\n"
        found = [f for f in checker("personal").check_document("a.docx", to_document(text)).findings if f.code == "S110"]
        if found:
            assert "占全文的49%" in found[0].message
            return
    raise AssertionError("no share below the limit was tried")


@pytest.mark.parametrize(
    ("announced", "titles", "wrong"),
    [
        ("两", ("学习方面", "作风方面"), False),
        ("三", ("学习方面", "作风方面"), True),
        ("两", ("学习方面", "作风方面", "廉洁方面"), True),
        ("两", ("学习方面", "作风方面", "其他方面"), False),
        ("三", ("学习方面", "作风方面", "其他方面"), False),
        ("四", ("学习方面", "作风方面", "其他方面"), True),
    ],
)
def test_aspects_are_as_many_as_announced_and_others_need_not_be_counted(announced: str, titles: tuple[str, ...], wrong: bool) -> None:
    aspects = "".join(f"（{n}）{title}。一是读书少。二是笔记少。\n" for n, title in zip("一二三", titles, strict=False))
    text = f"#title 个人对照检查材料\n现报告如下。\n一、存在的主要问题\n对照要求，我从{announced}个方面作了检查。\n{aspects}"
    found = checker("personal").check_document("a.docx", to_document(text)).findings
    assert [f.code for f in found if f.code == "S107"] == ["S107"] * wrong
