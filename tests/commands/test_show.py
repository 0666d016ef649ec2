"""What ``rule`` and ``profile`` print: each rule once under its family, an own rule line by line, titles in the user's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import SAMPLE_RULE, rule_book

from lint_cmm.commands import run

OWN_RULE = (
    SAMPLE_RULE.replace('"error"', '"info"')
    + """enabled = false
why = "缘由"
source = "GB/T 15834-2011；自己的约定"
limits = ["表格不查", "页眉不查"]
[[invalid]]
doc = "甲,乙"
expect = [",", ""]
[[invalid]]
doc = "丙"
note = "只有一个字"
[[valid]]
doc = "丁"
"""
)
SHOWN = """T901 样例  sample-rule
级别：提示    可自动修改：否  默认不查

为什么
  缘由

报告时说
  有“…”

怎么改
  请删去

已知局限
  · 表格不查
  · 页眉不查

要报的例子
  │ 甲,乙
  └ 报在 ,
  └ 报在 全文

  # 只有一个字
  │ 丙

不报的例子
  │ 丁

依据
  GB/T 15834-2011
"""


def shown(capfd: pytest.CaptureFixture[str], *argv: str) -> str:
    """What a call prints."""
    assert run([*argv]) == 0
    return capfd.readouterr().out


def test_the_list_has_every_rule_once_under_its_family(capfd: pytest.CaptureFixture[str]) -> None:
    lines = shown(capfd, "rule").splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted(rule_book().rules) and len(listed) == len(set(listed))
    family = ""
    for line in lines:
        family = family if line.startswith("  ") else line[0]
        assert line.strip()[0] == family
    assert {line.split()[0] for line in lines if "默认不查" in line} == {r.code for r in rule_book().rules.values() if not r.enabled}


def test_a_rule_is_explained_line_by_line(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    own = folder / "office" / "text" / "T901-sample-rule.toml"
    own.parent.mkdir(parents=True)
    own.write_text(OWN_RULE, encoding="utf-8")
    (folder / "lint-cmm.toml").write_text('rules-dir = ["office"]\n', encoding="utf-8")
    for name in ("T901", "t901", "sample-rule", "Sample-Rule"):
        assert shown(capfd, "rule", name) == SHOWN, name


def test_what_is_not_shown_whole_is_offered_with_v(capfd: pytest.CaptureFixture[str]) -> None:
    cut, whole = set(), set()
    for code in rule_book().rules:
        head = shown(capfd, "rule", code).partition("\n参数\n")[2].partition("\n\n")[0].replace("\n  ", "")
        shortened = any(mark in head for mark in ("（匹配式）", "……共", "条，较长）"))
        assert shortened == (f"lint-cmm rule {code} -v" in head), code
        (cut if shortened else whole).add(code)
    assert {"F807", "B404", "S101"} <= cut and {"T701", "F806"} <= whole
    told = shown(capfd, "rule", "F807", "-v").partition("\n参数\n")[2].partition("\n\n")[0]
    assert "匹配式）" not in told and "-v" not in told and 'pattern  页码一行的样子，# 代表数字："' in told


def test_profiles_are_called_by_their_titles(capfd: pytest.CaptureFixture[str]) -> None:
    profile = rule_book().profiles["2025-annual"]
    for lang, title in (("zh", profile.title), ("en", profile.title_en)):
        assert shown(capfd, "profile", "2025-annual", "--lang", lang).splitlines()[0] == f"2025-annual  {title}"
        assert f"2025-annual             {title}" in shown(capfd, "profile", "--lang", lang)
