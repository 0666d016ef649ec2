"""What LibreOffice makes of annotated and mended files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from support import checker
from word.helpers import body_texts, docx

from lint_cmm.word.annotate import annotate
from lint_cmm.word.mend import mend
from lint_cmm.word.notes import plan

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SOFFICE = shutil.which("soffice")
SAMPLE = """#title 2025年度民主生活会个人对照检查材料
根据安排,我作了对照检查,现报告如下。
#table 事项www.bgzjy.cn | 情况
里面有XX单位
一、存在的问题
（一）学习不够深入。2025年只读完2本书。www.bgzjy.cn
www.bgzjy.cn
（二）调研不够扎实。。全年到村里只有4天。
"""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")]


def converted(data: bytes, folder: Path) -> etree._Element:
    """The body of a document as LibreOffice understands it (flat ODF)."""
    (folder / "a.docx").write_bytes(data)
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "fodt", "--outdir"]
    subprocess.run([*command, str(folder), str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return etree.parse(folder / "a.fodt").getroot().find(f".//{OFFICE}text")


def paragraphs(body: etree._Element) -> list[str]:
    """The words of every paragraph with all changes accepted: what stands between the marks of a deletion is left out."""
    deleted = {r.get(f"{TEXT}id") for r in body.iter(f"{TEXT}changed-region") if r.find(f"{TEXT}deletion") is not None}
    found: list[str] = []
    gone = False
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = etree.QName(element).localname
        aside = any(a.tag in (f"{OFFICE}annotation", f"{TEXT}tracked-changes") for a in (element, *element.iterancestors()))
        if event == "start" and not aside:
            if name in ("p", "h"):
                found.append("")
            if name in ("change-start", "change-end") and element.get(f"{TEXT}change-id") in deleted:
                gone = name == "change-start"
            if found and not gone and element.text:
                found[-1] += element.text.strip("\n") if name in ("p", "h", "span", "a") else ""
        elif event == "end" and name not in ("p", "h") and not (aside and name not in ("annotation",)):
            if found and not gone and element.tail and element.tail.strip("\n "):
                found[-1] += element.tail
    return found


def test_libreoffice_finds_every_comment_with_its_range(tmp_path: Path) -> None:
    data = docx(SAMPLE)
    result = checker().check_bytes("a.docx", data, keep_document=True)
    body = converted(annotate(data, result), tmp_path)
    wanted = plan(result).notes
    assert len(wanted) > 4
    assert len(list(body.iter(f"{OFFICE}annotation"))) == len(wanted)
    assert paragraphs(body) == body_texts(data)


def test_libreoffice_reads_accepted_revisions_as_the_mended_text(tmp_path: Path) -> None:
    found = mend("a.docx", docx(SAMPLE), checker())
    assert len(found.edits.edits) >= 4
    body = converted(found.data, tmp_path)
    assert len(list(body.iter(f"{TEXT}deletion"))) >= 4
    plain = mend("a.docx", docx(SAMPLE), checker(), clean=True)
    assert [p for p in paragraphs(body) if p] == [p for p in body_texts(plain.data) if p]
