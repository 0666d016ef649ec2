"""What tests of all rooms share: paths, the rule book, and checkers kept for the whole run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lint_cmm.engine import Checker
from lint_cmm.rulebook import RuleBook
from lint_cmm.rulebook.source import load
from lint_cmm.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
GOOD_TEXT = """#title 2025年度民主生活会个人对照检查材料
根据会议安排，我对照要求作了认真查摆，现报告如下。
一、存在的问题
（一）学习不够深入。2025年只读完2本书，通读文件3次。
（二）调研不够扎实。全年到村里只有4天，问题没有摸清。
二、原因剖析
（一）学习抓得不紧。
三、整改措施
（一）坚持学习。每月读1本书，每季度写1篇心得。
（二）坚持调研。每月到村里2天，每季度交1份报告。
"""

BAD_TEXT = (
    "#title 2025年度民主生活会个人对照检查材料\n一、存在的问题\n（一）学习不深。只读2本。\n二、原因\n懒。\n二、整改措施\n每月读1本。\n"
)

SAMPLE_RULE = """code = "T901"
name = "sample-rule"
title = "样例"
title-en = "Sample"
severity = "error"
check = "engine"
message = "有“{quote}”"
message-en = "There is “{quote}”"
suggestion = "请删去"
suggestion-en = "Delete it"
"""


@cache
def rule_book() -> RuleBook:
    """The built-in rules."""
    return load()


@cache
def checker(profile: str = "", **known: object) -> Checker:
    """A checker with these settings, kept for the whole test run."""
    return Checker(Settings(profile=profile, **known), rule_book())  # type: ignore[arg-type]
