"""The words of ``--help`` in Chinese and English; loaded when somebody asks for it."""

from __future__ import annotations

from argparse import HelpFormatter
from collections.abc import Callable, Iterable
from typing import Any

from lint_cmm.reporters.width import wrap

WIDTH = 100  # fixed: the same on every terminal
_STATUS = (
    "退出状态：0 没有达到 --fail-on 级别的问题；1 有；2 命令本身有误。缺省为中文，--lang en 为英文。",
    "Exit status: 0 nothing at or above --fail-on; 1 something; 2 the call is wrong. The language is Chinese unless --lang en.",
)
_WORDS: dict[str, tuple[str, str]] = {
    "usage": ("用法：", "Usage: "),
    "arguments": ("参数", "Arguments"),
    "options": ("选项", "Options"),
    "usage.check": (
        """lint-cmm [选项] 路径…             检查文件或文件夹（缺省命令 check）
       lint-cmm batch 文件夹 [-o 输出]   整批检查：互相抄袭、汇总表、网页、断点续查
       lint-cmm fix 文件 [-o 输出]       改正可以放心改正的，写成 Word 修订
       lint-cmm rule [编号]              解释一条规则，或列出全部规则
       lint-cmm profile [名称]           说明一种会议的要求，或列出全部
       lint-cmm schema [名称]            报告、配置、规则文件、会议要求的 JSON Schema""",
        """lint-cmm [options] PATH...        check files or folders (the verb check, which may be left out)
       lint-cmm batch DIR [-o OUT]       an intake: copied texts, workbook, pages; can be resumed
       lint-cmm fix FILE [-o OUT]        mend what is safe to mend, as tracked changes
       lint-cmm rule [CODE]              explain a rule, or list them all
       lint-cmm profile [NAME]           what a kind of meeting asks for, or list them all
       lint-cmm schema [NAME]            JSON Schemas of report, configuration, rule and profile""",
    ),
    "usage.batch": ("lint-cmm batch 文件夹 [选项]", "lint-cmm batch DIR [options]"),
    "usage.fix": ("lint-cmm fix 文件 [选项]", "lint-cmm fix FILE [options]"),
    "usage.rule": ("lint-cmm rule [编号或名称] [选项]", "lint-cmm rule [CODE or NAME] [options]"),
    "usage.profile": ("lint-cmm profile [名称] [选项]", "lint-cmm profile [NAME] [options]"),
    "usage.schema": ("lint-cmm schema [名称] [选项]", "lint-cmm schema [NAME] [options]"),
    "description.batch": (
        "检查收上来的整个文件夹，并比对谁和谁雷同。结果文件夹里有：总览 index.html，汇总表 report.xlsx，各份的网页 pages，批注稿 annotated，各单位的退回修改意见 notes，供程序读的 report.jsonl。不联网，不改动原文件。",
        "Checks a whole intake and finds who copied whom. The results: overview index.html, workbook report.xlsx, pages and annotated copies of all submissions, return notes for their units, report.jsonl for programs. Works offline.",
    ),
    "description.fix": (
        "改正可以放心改正的地方（网址、半角标点、看不见的字符等），另存一份；其余的由本人修改。不联网，不改动原文件。",
        "Mends what is safe to mend (addresses, half-width marks, invisible characters …) in a copy; the rest is the writer's. Works offline.",
    ),
    "description.rule": (
        "解释一条规则：为什么查、报告时怎么说、怎么改、有哪些参数，附要报的和不报的例子。",
        "Explains a rule: why, what is said, how to mend it, its options, with examples of what is reported and what is not.",
    ),
    "description.profile": (
        "说明一种会议的要求：必须有哪些部分、对照哪些方面、篇幅多少。",
        "Tells what a kind of meeting asks for: sections, aspects, length.",
    ),
    "description.schema": (
        "给出 JSON Schema，供别的程序和编辑器核对报告、配置、规则文件、会议要求。",
        "Prints JSON Schemas, for other programs and editors to check reports, configurations, rule files and profiles.",
    ),
    "description.check": (
        "检查民主生活会、组织生活会对照检查材料（.docx）：缺项、漏改、套话、网站水印、占位符、格式。不联网，不改动原文件。",
        "Checks materials for 民主生活会 and 组织生活会 (.docx): gaps, leftovers, stock text, watermarks, placeholders, form. Works offline.",
    ),
    "epilog.fix": (
        "退出状态：0 已处理；1 文件读不了，或还有 --fail-on 级别的问题；2 命令本身有误。缺省语言为中文，--lang en 换成英文。",
        "Exit status: 0 done; 1 cannot be read, or something at or above --fail-on is left; 2 wrong call. Chinese unless --lang en.",
    ),
    **dict.fromkeys(
        ("epilog.rule", "epilog.profile", "epilog.schema"),
        ("缺省语言为中文，--lang en 换成英文。", "The language is Chinese unless --lang en."),
    ),
    "epilog.batch": _STATUS,
    "epilog.check": _STATUS,
    "help": ("显示这份说明", "show this help"),
    "version": ("显示版本号", "show the version"),
    "lang": ("报告的语言（缺省 zh）", "language of the report (default zh)"),
    "no-color": ("不用颜色（也认环境变量 NO_COLOR）", "no colours (as with the variable NO_COLOR)"),
    "quiet": ("只用退出状态说话，不输出报告", "no report, only the exit status"),
    "verbose": ("说明用了哪个配置，不省略同类问题", "name the configuration used; leave out no finding of a kind"),
    "profile": (
        "按哪种会议的要求检查；不给则由文件的题目和标题判断",
        "what kind of meeting to check for (default: as title and headings say)",
    ),
    "select": (
        "只用这些规则：编号、类别字母、编号开头或英文名，逗号分隔",
        "only these rules: codes, families, prefixes or names, with commas",
    ),
    "ignore": ("不用这些规则", "all but these rules"),
    "fail-on": ("达到哪一级时退出状态为 1（缺省 error）", "how heavy a finding makes the exit status 1 (default error)"),
    "fix-fail-on": (
        "改过之后还有这一级的问题，退出状态为 1（缺省 never）",
        "how heavy a finding that is left makes the exit status 1 (default never)",
    ),
    "reference": ("范文文件夹：与其大段相同的要报告（B405）", "folder of model texts: long passages taken from them are reported (B405)"),
    "jobs": ("用几个进程（缺省按处理器数）", "number of processes (default: as processors allow)"),
    "config": ("用这个配置文件", "use this configuration file"),
    "no-config": ("不用任何配置文件", "use no configuration file"),
    "deadline": ("每份文件最多查多久（缺省 10 秒）", "longest time for a file (default 10 seconds)"),
    "paths": ("文件或文件夹；- 从标准输入读一份 .docx", "files or folders; - reads one .docx from standard input"),
    "output-format": (
        "full concise json jsonl sarif github junit markdown html xlsx，可给多次",
        "full concise json jsonl sarif github junit markdown html xlsx; may be given several times",
    ),
    "output": ("报告写到文件", "write the report to a file"),
    "annotate": ("另存一份加了批注的 Word 文件（查多份时为文件夹）", "write a copy with Word comments (a folder for several files)"),
    "baseline": (
        "基线：已有的问题不再报；文件不存在时写一份，以后只减不增",
        "silence what was there before; written when missing, only ever shrinks",
    ),
    "sarif-pseudo-lines": ("SARIF 中以段落序号充当行号（GitHub 上传需要）", "paragraphs as lines in SARIF (for uploads to GitHub)"),
    "folder": ("收上来的材料所在的文件夹", "the folder of the submissions"),
    "out": ("结果放在哪个文件夹（缺省 DIR-report）", "folder of the results (default DIR-report)"),
    "previous": ("上一年的材料，用来发现照搬", "last year's materials, to find what was taken over"),
    "roster": ("应交名单，表头有“单位”“姓名”两列", "who has to hand in: a table with the columns unit and name"),
    "resume": ("接着上次没查完的查", "go on with a run that was not finished"),
    "convert": ("用 LibreOffice 转换 .doc .wps .rtf .odt", "convert .doc .wps .rtf .odt with LibreOffice"),
    "no-annotate": ("不写批注稿", "no copies with comments"),
    "unit-pattern": ("从路径里认出单位的写法（缺省为第一层文件夹名）", "how a path names the unit (default: its first folder)"),
    "memory": ("每个进程最多用多少内存", "most memory of a process"),
    "batch-baseline": ("基线：其中已有的问题不再报", "baseline: what it holds is not reported"),
    "file": ("要改正的文件", "the file to mend"),
    "fix-output": ("写到哪里（缺省 FILE-fixed.docx）", "where to write (default FILE-fixed.docx)"),
    "as-revisions": ("写成修订，可在 Word 中接受或拒绝（缺省）", "as tracked changes, to be accepted or rejected in Word (default)"),
    "clean": ("直接改好，不留修订", "mended as if never wrong, no tracked changes"),
    "diff": ("只显示要改什么，不写文件", "only show what would be mended; write nothing"),
    "name": ("编号或名称；不给则列出全部", "code or name; all are listed when there is none"),
}


def words_in(lang: str) -> Callable[[str], str]:
    """The words by key in ``lang`` ("zh" or "en")."""
    return lambda key: _WORDS[key][lang == "en"]


class Look(HelpFormatter):
    """Help of a fixed width with headings in the user's language."""

    def __init__(self, prog: str, lang: str) -> None:
        super().__init__(prog, max_help_position=32, width=WIDTH)
        self.lang = lang

    def add_usage(self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None) -> None:
        """The usage behind its heading."""
        super().add_usage(usage, actions, groups, words_in(self.lang)("usage"))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """A paragraph in lines of so many columns; argparse counts a Chinese character as one."""
        return "\n".join(indent + line for line in wrap(text, width))

    def _split_lines(self, text: str, width: int) -> list[str]:
        """The help of an option in such lines."""
        return wrap(text, width)

    def format_help(self) -> str:
        """All of it; argparse ends headings in a colon that is too narrow for Chinese."""
        text, words = super().format_help(), words_in(self.lang)
        for heading in (words("arguments"), words("options")) if self.lang == "zh" else ():
            text = text.replace(f"\n{heading}:\n", f"\n{heading}：\n")
        return text
