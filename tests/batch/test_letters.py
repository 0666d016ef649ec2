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
from docx.enum.text import WD_ALIGN_PARAGRAPH
from support import rule_book

from lint_cmm.batch.notes import Person, Point, write_note
from lint_cmm.batch.rows import Words
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


TITLE, GREETING = "关于修改完善对照检查材料的意见", "水务局："
LAST = "各项问题的准确位置见随附的批注稿。如对意见有不同看法，请与我们联系。"
POINTS = (
    Point("error", "H601", "第 3 段", "“*”没有填写", "请填写"),
    Point("warning", "S115", "", "篇幅偏短", "请充实"),
    Point("info", "S105", "", "层次跳级", "请核对"),
)
BAD, THIN, GOOD = (
    Person("张三", "a.docx", "reject", POINTS),
    Person("李四", "b.docx", "revise", POINTS[1:]),
    Person("王五", "c.docx", "pass", ()),
)
TOLD_OF_BAD = ["1．张三　不达标", "文件：a.docx", "需要改正：", "· 第 3 段：“*”没有填写。请填写。", "建议修改：", "· 篇幅偏短。请充实。"]
TOLD_OF_THIN = ["2．李四　需修改", "文件：b.docx", "建议修改：", "· 篇幅偏短。请充实。"]
RECEIVED = "你单位报来的对照检查材料收悉，共 {} 份"


@pytest.mark.parametrize(
    ("unit", "people", "missing", "lines"),
    [
        (
            "水务局",
            [GOOD, BAD, THIN],
            ["赵六", "钱七"],
            [
                TITLE, GREETING,
                RECEIVED.format(3) + "。经审核，1 份基本达标，2 份需要修改完善。现将有关意见反馈如下，请转告本人，对照修改后再报。",
                *TOLD_OF_BAD, *TOLD_OF_THIN, "另有下列同志的材料尚未收到，请提醒尽快报送：赵六、钱七。", LAST,
            ],
        ),
        (
            "水务局",
            [BAD, THIN],
            [],
            [
                TITLE, GREETING, RECEIVED.format(2) + "，经审核需要修改完善。现将有关意见反馈如下，请转告本人，对照修改后再报。",
                *TOLD_OF_BAD, *TOLD_OF_THIN, LAST,
            ],
        ),
        (
            "水务局",
            [GOOD],
            ["赵六"],
            [TITLE, GREETING, RECEIVED.format(1) + "，经审核均基本达标。", "另有下列同志的材料尚未收到，请提醒尽快报送：赵六。"],
        ),
        (
            "水务局",
            [],
            ["赵六", "钱七"],
            ["关于报送对照检查材料的提醒", GREETING, "下列同志的对照检查材料尚未收到，请提醒尽快报送：赵六、钱七。"],
        ),
        (
            "",
            [GOOD, BAD],
            [],
            [
                TITLE, "有关单位：",
                "以下 2 份对照检查材料没有注明单位，请先核实由哪个单位报送，再将有关意见转告本人，对照修改后再报。", *TOLD_OF_BAD, LAST,
            ],
        ),
    ],
    ids=["some", "all", "none but one is missing", "nothing came", "of no unit"],
)  # fmt: skip
def test_a_letter_says_what_came_and_what_is_to_be_done(
    tmp_path: Path, unit: str, people: list[Person], missing: list[str], lines: list[str]
) -> None:
    write_note(tmp_path / "a.docx", unit, people, missing, Words(rule_book().data.table("batch")))
    assert [p.text for p in docx.Document(str(tmp_path / "a.docx")).paragraphs] == lines


def test_headings_of_a_letter_stay_with_what_they_head(tmp_path: Path) -> None:
    write_note(tmp_path / "a.docx", "水务局", [BAD], [], Words(rule_book().data.table("batch")), copied=False)
    letter = docx.Document(str(tmp_path / "a.docx"))
    title, *rest, last = letter.paragraphs
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER and title.runs[0].font.size.pt == 22  # 二号
    assert [bool(p.paragraph_format.keep_with_next) for p in rest] == [False, False, True, True, True, False, True, False]
    assert [p.runs[0].font.name for p in rest if p.runs[0].font.name] == ["黑体", "楷体", "楷体"]
    assert "批注稿" not in last.text and letter.core_properties.author == "lint-cmm"
