"""The command line of contract section 2 as argparse sees it."""

from __future__ import annotations

import argparse

from lint_cmm import __version__
from lint_cmm.config import FAIL_ON

WIDTH = 100
VERBS = ("check", "batch", "fix", "rule", "profile", "schema")
USAGE = """lint-cmm [选项] 路径…             检查文件或文件夹（缺省命令 check）
       lint-cmm batch 文件夹 [-o 输出]   整批检查：互相抄袭、汇总表、网页、断点续查
       lint-cmm fix 文件 [-o 输出]       改正可以放心改正的，写成 Word 修订
       lint-cmm rule [编号]              解释一条规则，或列出全部规则
       lint-cmm profile [名称]           说明一种会议的要求，或列出全部
       lint-cmm schema [名称]            报告、配置、规则文件、会议要求的 JSON Schema"""
EPILOG = "退出状态：0 没有达到 --fail-on 级别的问题；1 有；2 命令本身有误。缺省语言为中文，--lang en 换成英文。"


class _Help(argparse.HelpFormatter):
    """Help of a fixed width: asking for the terminal's costs an import at every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=WIDTH)


def parse(argv: list[str]) -> argparse.Namespace:
    """The call as a namespace with ``verb``. Exits with status 2 on a wrong option, 0 after --help or --version."""
    verb = argv[0] if argv and argv[0] in VERBS else "check"
    rest = argv[1:] if argv and argv[0] in VERBS else argv
    usage = USAGE if verb == "check" else None
    parser = argparse.ArgumentParser(
        prog="lint-cmm" if verb == "check" else f"lint-cmm {verb}",
        usage=usage,
        description="检查民主生活会、组织生活会对照检查材料（.docx）：缺项、漏改、套话、网站水印、占位符、格式。不联网，不改动原文件。",
        epilog=EPILOG,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"lint-cmm {__version__}")
    parser.add_argument("--lang", choices=("zh", "en"), help="报告的语言（缺省 zh）")
    parser.add_argument("--no-color", action="store_true", default=None, help="不用颜色（也认环境变量 NO_COLOR）")
    parser.add_argument("-q", "--quiet", action="store_true", default=None, help="只用退出状态说话，不输出报告")
    parser.add_argument("-v", "--verbose", action="store_true", default=None, help="说明用了哪个配置，不省略同类问题")
    {"check": _check, "batch": _batch, "fix": _fix, "rule": _named, "profile": _named, "schema": _named}[verb](parser)
    parsed = parser.parse_args(rest)
    parsed.verb = verb
    return parsed


def _common(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--profile", metavar="NAME|FILE", help="按哪种会议的要求检查；不给则由文件的题目和标题判断")
    add("--select", action="append", metavar="RULES", help="只用这些规则：编号、类别字母、编号开头或英文名，逗号分隔")
    add("--ignore", action="append", metavar="RULES", help="不用这些规则")
    add("--fail-on", choices=FAIL_ON, help="达到哪一级时退出状态为 1（缺省 error）")
    add("--reference", metavar="DIR", help="范文文件夹：与其大段相同的要报告（B405）")
    add("--jobs", type=int, metavar="N", help="用几个进程（缺省按处理器数）")
    add("--config", metavar="FILE", help="用这个配置文件")
    add("--no-config", action="store_true", help="不用任何配置文件")
    add("--deadline", type=float, metavar="SECONDS", help="每份文件最多查多久（缺省 10 秒）")


def _check(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="文件或文件夹；- 从标准输入读一份 .docx")
    _common(parser)
    add(
        "--output-format",
        action="append",
        metavar="FORMAT[=FILE]",
        help="full concise json jsonl sarif github junit markdown html xlsx，可给多次",
    )
    add("-o", "--output", metavar="FILE", help="报告写到文件")
    add("--annotate", metavar="OUT", help="另存一份加了批注的 Word 文件（查多份时为文件夹）")
    add("--baseline", metavar="FILE", help="基线：已有的问题不再报；文件不存在时写一份，以后只减不增")
    add("--sarif-pseudo-lines", action="store_true", help="SARIF 中以段落序号充当行号（GitHub 上传需要）")


def _batch(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", metavar="DIR", help="收上来的材料所在的文件夹")
    _common(parser)
    add("-o", "--out", metavar="DIR", help="结果放在哪个文件夹（缺省 DIR-report）")
    add("--previous", metavar="DIR", help="上一年的材料，用来发现照搬")
    add("--roster", metavar="FILE.csv", help="应交名单")
    add("--resume", action="store_true", help="接着上次没查完的查")
    add("--convert", action="store_true", default=None, help="用 LibreOffice 转换 .doc .wps .rtf .odt")
    add("--no-annotate", action="store_true", default=None, help="不写批注稿")
    add("--unit-pattern", metavar="REGEX", help="从路径里认出单位的写法（缺省为第一层文件夹名）")
    add("--memory", type=int, metavar="MIB", help="每个进程最多用多少内存")
    add("--baseline", metavar="FILE", help="基线文件")


def _fix(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE")
    add("-o", "--output", metavar="OUT", help="写到哪里（缺省 FILE-fixed.docx）")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--as-revisions", action="store_true", help="写成修订，可在 Word 中接受或拒绝（缺省）")
    mode.add_argument("--clean", action="store_true", help="直接改好，不留修订")
    add("--diff", action="store_true", help="只显示要改什么，不写文件")
    _common(parser)


def _named(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="编号或名称；不给则列出全部")
    parser.add_argument("--config", metavar="FILE", help="用这个配置文件")
    parser.add_argument("--no-config", action="store_true", help="不用任何配置文件")
