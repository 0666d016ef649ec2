"""What leaves the office: return notes, workbook, pages and copies, as those who get them read them."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from batch_support import batch

from lint_cmm.notation.docx import to_docx

NUMBERS = ("11010519491231002X", "13912345678", "6222021234567890128")
LONG = "九月接待一位要求补发粮种补贴的老人，我让他先回去等通知，此后忘了这件事，老人来回跑了三趟，第四趟才由同事帮他办完。"
TEXT = f"""
#title 2024年度民主生活会个人对照检查材料
柳溪镇水利站　宋长河
一、查摆出的主要问题
（一）三月份到柳溪村核对低保名单，我只看了合计就签字，联系人{NUMBERS[0]}，电话{NUMBERS[1]}，卡号{NUMBERS[2]}。工作工作抓得不实。
（二）{LONG}{LONG[:30]}，电话{NUMBERS[1]}，{LONG[30:]}
二、原因剖析
（一）想的是少惹麻烦，没有站在群众一边。
三、努力方向和整改措施
（一）每月2日到村核对名单，第1周公示。
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of two of one unit who share a text with numbers in it."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "in" / "柳溪镇").mkdir(parents=True)
    for name in ("宋长河", "江晚"):
        (folder / "in" / "柳溪镇" / f"{name}.docx").write_bytes(to_docx(TEXT.replace("宋长河", name)))
    assert batch(folder / "in", "-o", folder / "out").returncode == 1
    return folder / "out"


def test_numbers_of_persons_are_masked_in_all_that_is_passed_on(out: Path) -> None:
    report = [json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    quotes = {f["location"]["quote"] for one in report for f in one["findings"]}
    assert set(NUMBERS) <= quotes, "the report for programs has the exact text"
    book = openpyxl.load_workbook(out / "report.xlsx")
    shown = {"report.xlsx": "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)}
    assert "139****5678" in shown["report.xlsx"] and LONG[:20] in shown["report.xlsx"]
    for note in (out / "notes").iterdir():
        shown[note.name] = "\n".join(p.text for p in docx.Document(str(note)).paragraphs)
    for page in (out / "index.html", *(out / "pages").rglob("*.html")):
        shown[page.name] = page.read_text(encoding="utf-8")
    for copy in (out / "annotated").rglob("*.docx"):
        with zipfile.ZipFile(copy) as package:
            shown[copy.name] = re.sub("<[^>]+>", "", package.read("word/comments.xml").decode())
    assert len(shown) == 7
    assert [(name, part) for name, text in shown.items() for part in ("0519491231", "9123456", "021234567") if part in text] == []


def test_the_workbook_tells_a_paragraphs_like_findings_once_and_hides_an_empty_column(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "宋长河.docx").write_bytes(to_docx(TEXT.replace("，我只看了", ",我只看了").replace("，联系人", ",联系人")))
    batch(tmp_path / "in", "-o", tmp_path / "out", "--no-annotate")
    book = openpyxl.load_workbook(tmp_path / "out/report.xlsx")
    rows = [row for row in book["问题明细"].iter_rows(values_only=True) if row[4] == "T701"]
    assert [row[6] for row in rows] == ["一/（一），第 5 段，2 处"]
    head = [cell for cell in book["汇总"][1] if cell.value == "已忽略"]
    assert book["汇总"].column_dimensions[head[0].column_letter].hidden
    assert "第 &P 页" in str(book["汇总"].oddFooter.center.text)
    [note] = [docx.Document(str(path)) for path in (tmp_path / "out/notes").iterdir()]
    assert "批注稿" not in "\n".join(p.text for p in note.paragraphs), "there is none to look at"
