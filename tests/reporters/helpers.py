"""Runs for the tests of reports: small ones made by hand, and hostile ones."""

from __future__ import annotations

from lint_cmm.findings import (
    AlignedMeasure,
    AlignedProblem,
    DocumentInfo,
    Finding,
    Related,
    Result,
    Run,
    SectionInfo,
    Suppressed,
    in_package,
    summarise,
    verdict,
)
from lint_cmm.model.types import Document, Paragraph, Span, Story

HOSTILE = "=1+1\x00\x1b[31m\u202e</script><img src=x onerror=alert(1)>&\"'|\n::error::%\ud800"
TEXTS = ("2025年度民主生活会个人对照检查材料", "来源www.bgzjy.cn，学习不够,深入。", "", "二、存在的问题", "（一）学习不够")


def document(texts: tuple[str, ...] = TEXTS, header: tuple[str, ...] = ("页眉水印",)) -> Document:
    """A document with these paragraphs."""
    body = tuple(Paragraph("body", i, t) for i, t in enumerate(texts, start=1))
    top = tuple(Paragraph("header", i, t) for i, t in enumerate(header, start=1))
    return Document({"body": Story("body", body), "header": Story("header", top)}, checked=("body", "headers"))


def finding(code: str, severity: str, span: Span | None, quote: str = "", **known: object) -> Finding:
    """A finding with words of its own."""
    found = Finding(code, "some-rule", f"题{code}", severity, f"说明{code}", f"建议{code}", "safe", f"{code}-print", "body", span, quote)
    return found._replace(**{"part": span.part if span else "body", "section": "二/（一）" if span else None, **known})


def result(path: str = "目录/甲 乙.docx", *, hostile: str = "") -> Result:
    """A result with findings in all places; HOSTILE stands wherever a submission's own words can stand."""
    doc = document((hostile or TEXTS[0], *TEXTS[1:4], hostile or TEXTS[4]), (hostile or "页眉水印",))
    h = hostile
    related = Related(None, "body", 4, 0, 2, h or "二、"), Related(h or "乙.docx", "body", 3, 0, 1, h or "学")
    found = (
        finding("S101", "error", None),
        finding(
            "W501",
            "error",
            Span("body", 2, 2, 14),
            "www.bgzjy.cn",
            page=3,
            related=related,
            message=h or "说明W501",
            suggestion=h or "建议",
        ),
        finding("T701", "warning", Span("body", 2, 19, 20), ",", title=h or "半角标点"),
        finding("P202", "info", Span("body", 5, 0, 3), h[:3] or "（一）", section=h or "二/（一）"),
        finding("W506", "error", Span("header", 1, 0, 2), h[:2] or "页眉", share=0.5),
    )
    sections = (SectionInfo("problems", h or "二、存在的问题", 4, 300), SectionInfo("measures", h or "三、整改措施", 5, 100))
    info = DocumentInfo(h or TEXTS[0], "personal", "2025-annual", h or "2025年度", h or "按题目判断。", 5231, sections)
    aligned = (
        AlignedProblem(
            "（一）",
            h or "学习不够",
            Span("body", 5, 0, 3),
            (AlignedMeasure("（一）", h or "加强学习", Span("body", 5, 0, 1), 0.7, (h or "学习",)),),
        ),
        AlignedProblem("（二）", h or "调研不够", Span("body", 5, 0, 3), ()),
    )
    silenced = (Suppressed(finding("H601", "error", Span("body", 2, 0, 2), "来源"), "config", h or "模板自带"),)
    return Result(path, "ab" * 32, verdict(found), doc.checked, info, found, aligned, silenced, True, doc)


def unreadable(path: str = "坏.docx") -> Result:
    """A file that could not be read."""
    found = in_package("E001", "unreadable-file", ("error", "none", "文件损坏", "不是完整的 Word 文件", "请重新另存"))
    return Result(path, "", "reject", (), None, (found,), complete=False)


def run(*results: Result, lang: str = "zh") -> Run:
    """A run of these results."""
    return Run(results, summarise(results), "0.1.0", lang)
