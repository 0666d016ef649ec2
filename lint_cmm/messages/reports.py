"""What the reports and the Word comments say beside the rules' own words: one catalogue, Chinese and English.

The wording of a finding comes from its rule file; everything around it comes from here.
"""

from __future__ import annotations

from lint_cmm import messages
from lint_cmm.kit.fill import fill

CATALOGUE: dict[str, tuple[str, str]] = {
    # places
    "place.paragraph": ("第 {paragraph} 段", "paragraph {paragraph}"),
    "place.page": ("约第 {page} 页", "about page {page}"),
    "place.document": ("全文", "whole document"),
    "quote": ("“{quote}”", "“{quote}”"),
    # Word comments
    "annotate.head": ("【{severity}】{code} {title}", "[{severity}] {code} {title}"),
    "annotate.suggestion": ("建议：{suggestion}", "How to mend: {suggestion}"),
    "annotate.more": ("本段同类还有 {count} 处：{quotes}", "{count} more in this paragraph: {quotes}"),
    "annotate.where": ("位置：{places}", "Where: {places}"),
    "annotate.related": ("另见：{places}", "See also: {places}"),
    "annotate.summary": ("检查结论：{verdict}", "Verdict: {verdict}"),
    "annotate.counts": (
        "共发现 {total} 处：错误 {errors}、警告 {warnings}、提示 {infos}。",
        "{total:finding|findings}: {errors:error|errors}, {warnings:warning|warnings}, {infos:note|notes}.",
    ),
    "annotate.profile": ("按“{profile}”检查。{reason}", "Checked as “{profile}”: {reason}."),
    "annotate.notes": (
        "除本条外，文中另有批注 {count} 条；同一段的同类问题合为一条。",
        "{count:further comment|further comments}; findings of one rule in one paragraph share one.",
    ),
    "annotate.cap": (
        "问题较多，另有 {count} 条（低一级的在先）未在文中标注，请先改正已标注的，再检查一次。",
        "{count:further comment was|further comments were} left out, the less severe first. Mend these, then check again.",
    ),
    "annotate.list": ("{title}（{code}）{count} 处", "{title} ({code}) ×{count}"),
    "annotate.incomplete": ("本文件未能查完，结论不完整。", "This file was not fully checked."),
    "annotate.footer": ("本批注由 lint-cmm 自动生成，原文未作任何改动。", "Written by lint-cmm; the text itself was not changed."),
    # fix
    "fix.nothing": ("没有可以放心改正的地方，未写文件", "nothing that is safe to mend"),
    "fix.kept": (
        "有 {count} 处可以放心改正，但改后会出现新的问题，都没有改，未写文件",
        "{count:finding is|findings are} safe to mend, but mending would bring new ones: nothing was mended",
    ),
    "fix.same": ("没有可以放心改正的地方，{path} 和原文件一样", "nothing that is safe to mend: {path} is as the original"),
    "fix.done": ("改正 {count} 处，已写入 {path}", "{count} mended, written to {path}"),
    "fix.would": ("可以改正 {count} 处（未写文件）", "{count} could be mended (nothing written)"),
    "fix.rest": ("另有 {count} 处问题需要本人修改", "{count:finding is|findings are} left for the writer"),
    # tables and pages
    "report.title": ("对照检查材料检查报告", "Report on submissions"),
    "report.files": (
        "共 {files} 份：不达标 {reject} 份，需修改 {revise} 份，基本达标 {passed} 份。",
        "{files:file|files}: {reject} rejected, {revise} to revise, {passed} passed.",
    ),
    "report.checked-as": ("按“{profile}”检查", "checked as “{profile}”"),
    "report.characters": ("{count} 字", "{count:character|characters}"),
    "report.none": ("没有发现问题。", "No findings."),
    "sheet.findings": ("问题清单", "Findings"),
    "sheet.documents": ("材料清单", "Documents"),
    "sheet.silenced": ("已忽略", "Suppressed"),
    "column.silenced": ("谁忽略的、理由", "By whom and why"),
    "column.path": ("文件", "File"),
    "column.verdict": ("结论", "Verdict"),
    "column.severity": ("级别", "Severity"),
    "column.code": ("编号", "Code"),
    "column.rule": ("问题", "Rule"),
    "column.place": ("位置", "Place"),
    "column.quote": ("原文", "Quote"),
    "column.message": ("说明", "Message"),
    "column.suggestion": ("修改建议", "How to mend"),
    "column.fingerprint": ("指纹", "Fingerprint"),
    "column.title": ("标题", "Title"),
    "column.kind": ("类型", "Kind"),
    "column.profile": ("检查口径", "Profile"),
    "column.characters": ("字数", "Characters"),
    "column.errors": ("错误", "Errors"),
    "column.warnings": ("警告", "Warnings"),
    "column.infos": ("提示", "Notes"),
    "column.complete": ("是否查完", "Fully checked"),
    "column.sha256": ("SHA-256", "SHA-256"),
    "page.index": ("材料一览", "Submissions"),
    "page.reason": ("口径依据", "Why"),
    "page.checked": ("已检查", "Read"),
    "page.overview": ("问题一览", "Findings at a glance"),
    "page.map": ("篇章结构", "Sections"),
    "page.alignment": ("问题与整改措施对照", "Problems and what answers them"),
    "page.unanswered": ("{count} 个方面没有对应的整改措施", "{count:aspect|aspects} without a measure"),
    "page.answered": ("每个方面都有对应的措施", "every aspect is answered"),
    "page.missing": ("没有对应的整改措施", "no measure answers this"),
    "page.whole": ("全文性问题", "About the whole document"),
    "page.findings": ("问题", "Findings"),
    "page.beside": ("页眉页脚、文本框、属性等处", "Headers, text boxes, properties"),
    "page.text": ("原文与批注", "Text and findings"),
    "page.fixable": ("可用 lint-cmm fix 自动改正", "lint-cmm fix can mend it"),
    "page.more": ("本段同样的还有 {count} 处：", "{count} more like it in this paragraph:"),
    "page.times": ("{place}，{count} 处", "{place}, {count:time|times}"),
    "page.back": ("返回材料一览", "Back to the list"),
    "page.footer": (
        "本页由 lint-cmm 在本机生成，不含脚本，不引用任何外部资源；检查结论供审核参考。",
        "Made on this machine by lint-cmm; no script, nothing fetched from elsewhere.",
    ),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
}


def say(key: str, lang: str, **fields: object) -> str:
    """The words for KEY in LANG ("zh" or "en"), its ``{fields}`` filled in. Raises ``KeyError`` for an unknown key."""
    text = CATALOGUE[key][lang == "en"]
    return fill(text, fields) if fields else text


def name_of(group: str, value: str, lang: str) -> str:
    """The words for a value of a closed set ("severity", "part", "kind" …); the value itself where none are known."""
    key = f"{group}.{value}"
    return messages.say(key, lang) if messages.known(key) else value
