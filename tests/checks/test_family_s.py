"""Family S: what its messages say."""

from __future__ import annotations

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
