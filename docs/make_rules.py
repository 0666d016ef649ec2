"""Write docs/rules.md, the rule reference, from the rule files: ``python docs/make_rules.py`` (a test keeps both in step)."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FAMILIES = {
    "E": "文件",
    "S": "结构",
    "P": "查摆与整改",
    "D": "个人有关事项",
    "B": "套话与重复",
    "W": "水印与网站残留",
    "H": "未完成与安全",
    "T": "文字",
    "F": "版式",
    "X": "份与份之间",
}
LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}


def text() -> str:
    """The reference as Markdown: a table a family, with what each rule says, why, and its known limits."""
    from lint_cmm.rulebook.explain import prose
    from lint_cmm.rulebook.source import load

    out = ["# 规则一览", "", "由 `python docs/make_rules.py` 从 `rules/` 生成，请勿手改。一条规则的例子：`lint-cmm rule 编号`。", ""]
    family = ""
    for rule in load().rules.values():
        if rule.family != family:
            family = rule.family
            out += [f"## {family} {FAMILIES[family]}", ""]
        told = prose(rule)
        own = rule.variants[""]
        extra = "；可由 `lint-cmm fix` 改" if own.fix == "safe" else ""
        extra += "" if rule.enabled else "；默认不查"
        out += [f"### {rule.code} {own.zh.title}", "", f"`{rule.name}`，{LEVELS[own.severity]}{extra}。{told.why}", ""]
        out += [f"- {limit}" for limit in told.limits]
        out += [""] if told.limits else []
    return "\n".join(out)


if __name__ == "__main__":
    (ROOT / "docs" / "rules.md").write_text(text(), encoding="utf-8", newline="\n")
