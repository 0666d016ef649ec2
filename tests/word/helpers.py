"""Documents and findings for the tests of the word room."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from lint_cmm.findings import DocumentInfo, Finding, Result, verdict
from lint_cmm.model.read import read
from lint_cmm.model.types import Span
from lint_cmm.notation.docx import to_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def finding(span: Span | None, quote: str, code: str = "W501", severity: str = "error", part: str = "", **known: object) -> Finding:
    """A finding at a place."""
    where = part or (span.part if span else "body")
    found = Finding(code, "some-rule", "网址水印", severity, f"文中留有“{quote}”", "请删除", "safe", "0" * 16, where, span, quote)
    return found._replace(**known)


def result(data: bytes, *findings: Finding) -> Result:
    """The result that holds these findings."""
    info = DocumentInfo("题目", "personal", "personal", "个人对照检查", "按题目判断。", 100, ())
    document = read(data)
    return Result("a.docx", "", verdict(findings), document.checked, info, findings, document=document)


def on(data: bytes, quote: str, code: str = "W501", **known: object) -> Finding:
    """A finding on the first occurrence of QUOTE in any part."""
    for story in read(data).stories.values():
        at = story.text.find(quote)
        if at >= 0:
            return finding(story.span(at, at + len(quote)), quote, code, **known)  # type: ignore[arg-type]
    raise AssertionError(quote)


def part(data: bytes, name: str) -> etree._Element:
    """A parsed part of a package."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def names(data: bytes) -> list[str]:
    """The members of a package."""
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def docx(text: str) -> bytes:
    """A Word file from the notation."""
    return to_docx(text)


def with_body(inner: str) -> bytes:
    """A Word file whose body holds this markup (prefixes w, r, v, mc known)."""
    source = zipfile.ZipFile(io.BytesIO(to_docx("甲")))
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{inner}</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def body_texts(data: bytes) -> list[str]:
    """The paragraphs of the body as the reader gives them."""
    return [p.text for p in read(data).body.paragraphs]
