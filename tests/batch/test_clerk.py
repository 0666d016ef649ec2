"""What a clerk reads of an intake: letters, workbook and page say what is meant, name places and lead where they say."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import docx
import openpyxl
import pytest
from batch_support import batch
from support import rule_book

from lint_cmm.batch.groups import ended
from lint_cmm.batch.rows import Row, Words
from lint_cmm.batch.tally import Tally, Totals, equation_of
from lint_cmm.findings import Result, in_package
from lint_cmm.notation.docx import to_docx

GOOD = """#title 2025年度民主生活会个人对照检查材料
#header 三一办公网
青山镇党委书记、镇长　王春山
一、存在的问题
（一）学习不深。
6月的学习我只去了1次,8月也缺了2次。
二、整改措施
（一）提高认识。
进一步加强学习，不断提高认识。
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of an intake of a unit, of files without one, of a unit that sent nothing."""
    folder = tmp_path_factory.mktemp("clerk")
    intake = folder / "in"
    (intake / "河东 镇").mkdir(parents=True)
    (intake / "王春山.docx").write_bytes(to_docx(GOOD))
    (intake / "空.docx").write_bytes(b"")
    for name in ("张三", "李四"):
        (intake / f"河东 镇/{name} 材料.docx").write_bytes(to_docx(GOOD.replace("青山镇党委书记、镇长　王春山\n", "")))
    (folder / "roster.csv").write_text("单位,姓名\n河东 镇,张三\n西岭镇,孙七\n", encoding="utf-8")
    process = batch(intake, "-o", folder / "out", "--roster", folder / "roster.csv")
    assert process.stdout and "退回修改意见 notes，批注稿 annotated" in process.stdout.read()
    return folder / "out"


def letter(out: Path, unit: str) -> list[str]:
    """The paragraphs of a return note."""
    return [p.text for p in docx.Document(str(out / f"notes/退回修改意见-{unit}.docx")).paragraphs]


def test_a_unit_is_called_by_its_name_alone(out: Path) -> None:
    assert letter(out, "青山镇")[1] == "青山镇："


def test_a_letter_says_what_came_and_who_is_missing(out: Path) -> None:
    assert letter(out, "河东 镇")[2].startswith("你单位报来的对照检查材料收悉，共 2 份，经审核需要修改完善。")
    assert letter(out, "西岭镇")[1:] == ["西岭镇：", "下列同志的对照检查材料尚未收到，请提醒尽快报送：孙七。"]
    nobody = letter(out, "（未注明单位）")
    assert nobody[1] == "有关单位：" and "没有注明单位，请先核实" in nobody[2]
    assert "· 文件是空的（0 字节）。请核对原稿，确认能够正常打开后重新报送。" in nobody


def test_a_point_names_its_place_and_the_words_it_speaks_of(out: Path) -> None:
    points = "\n".join(letter(out, "青山镇"))
    assert "页眉：" in points and "第 1 段：页眉" not in points
    assert "第二部分（一）“提高认识。" in points, "a vague measure is quoted"
    assert "与另一份材料是内容完全相同的文件" in "\n".join(letter(out, "河东 镇"))


def test_what_goes_back_to_a_unit_does_not_name_the_other_writer(out: Path) -> None:
    from lint_cmm.model.read import read

    told = "\n".join(c.text for c in read((out / "annotated/河东 镇/张三 材料.docx").read_bytes()).comments)
    assert (
        "X901" in told
        and "与另一份材料是内容完全相同的文件" in told
        and "李四" not in told + "\n".join(letter(out, "河东 镇")).partition("2．")[0]
    )
    assert "李四" in (out / "pages/河东 镇/张三 材料.docx.html").read_text(encoding="utf-8"), "the office reads who it is"


def test_the_page_leads_to_pages_copies_and_letters(out: Path) -> None:
    page = unescape((out / "index.html").read_text(encoding="utf-8"))
    links = [unquote(link) for link in re.findall(r'href="([^"#]+)"', page) if not link.startswith("data:")]
    assert links and all((out / link).is_file() for link in links)
    assert {link.partition("/")[0] for link in links} == {"pages", "annotated", "notes"}
    assert links.count("pages/空.docx.html") == 2, "in the list of unread files, too"
    assert "红为错误，黄为警告，蓝为提示" in page
    severities = re.findall(r'<i class="dot (\w+)">', page)
    assert "info" not in severities or set(severities[severities.index("info") :]) == {"info"}
    for path in (out / "pages").rglob("*.html"):
        (top, end) = re.findall(r'class="back"><a href="([^"]+)"', path.read_text(encoding="utf-8"))
        assert top == end and (path.parent / top).resolve() == (out / "index.html").resolve()
    units = re.findall(r'notes/[^"]*">([^<]+)</a>', page)
    assert units[-1] == "（未注明单位）"


def test_the_workbook_says_places_and_counts_in_words(out: Path) -> None:
    book = openpyxl.load_workbook(out / "report.xlsx")
    summary, findings = ([[str(c) for c in row] for row in book[name].iter_rows(values_only=True)] for name in ("汇总", "问题明细"))
    assert any(re.search(r"[^\d] \d+ 处", row[4]) for row in summary[1:])
    assert any("页眉，第 1 段" in row[6] for row in findings)
    wide = {name: book[name].column_dimensions["B" if name != "雷同对照" else "C"].width for name in ("汇总", "问题明细", "雷同对照")}
    assert min(wide.values()) >= 14, "（未注明姓名） stands on one line"
    assert not any(row[0] == "None" or row[1] == "None" for row in (*summary, *findings))


def test_a_shared_passage_begins_where_it_begins(small_intake: Path, tmp_path: Path) -> None:
    batch(small_intake, "-o", tmp_path / "out", "--no-annotate")
    book = openpyxl.load_workbook(tmp_path / "out/report.xlsx")
    texts = [str(row[-1]) for row in book["雷同对照"].iter_rows(values_only=True)][1:]
    assert texts and not [t for t in texts if re.match(r"[一二三四五六七八九十\d年月日]*）", t)], "number or date cut in two"


def test_a_kind_of_file_not_checked_is_counted_once() -> None:
    totals = Totals(9, {"ok": 4, "E007": 2, "time": 1, "E001": 2}, {}, frozenset(), 0, 0, 0, 0)
    words = Words(rule_book().data.table("batch"))
    assert equation_of(totals, words) == "提交 9 份 = 已检查 4 份 + 打不开 2 份 + 检查超时 3 份"
    assert equation_of(totals._replace(rows=2, statuses={"E001": 2}), words) == "提交 2 份 = 已检查 0 份 + 打不开 2 份"


def test_a_shared_passage_ends_where_it_ends() -> None:
    assert ended("说到底是怕得罪人。\n三、原因剖析\n（一）") == "说到底是怕得罪人。\n三、原因剖析"
    assert ended("共有（一）") == "共有（一）"


def test_a_rule_is_as_heavy_as_its_heaviest_finding() -> None:
    tally = Tally()
    for number, severity in enumerate(("warning", "error", "warning")):
        found = in_package("S101", "missing-section", (severity, "none", "缺少必备部分", "缺少", ""))
        result = Result(f"{number}.docx", "", "reject", (), None, (found,))
        tally.add(Row(f"{number}.docx", "", "", "reject", "ok", "", 0, -1.0, 0, 0, 0, 0, "", "", "", ""), result, [])
    assert [(rule["severity"], rule["documents"]) for rule in tally.rules()] == [("error", 3)]
    assert tally.totals(0).severities == {"warning", "error"}, "the exit status knows of the error"
