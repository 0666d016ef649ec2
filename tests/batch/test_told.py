"""One notion of a shared passage and of a person wherever an intake is told of: report, workbook, letters, copies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from batch_support import batch
from support import rule_book

from lint_cmm.batch.notes import Point, _texts
from lint_cmm.batch.rows import Words


def changed(source: Path, target: Path, every: int) -> None:
    """A copy of ``source`` with every so many paragraphs of some length replaced."""
    document = docx.Document(str(source))
    for number, paragraph in enumerate(p for p in document.paragraphs if len(p.text) > 60):
        if every and number % every == every - 1:
            paragraph.text = f"第{number}件事另有经过，我在大棚里和种菜的人算了一上午的账，才知道薄膜贵在运费上。"
    document.save(str(target))


@pytest.fixture(scope="module")
def out(small_intake: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of three who share a text, two of them in one unit, and of two unsigned files with one text."""
    folder = tmp_path_factory.mktemp("told")
    some = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    for unit in ("甲局", "乙镇"):
        (folder / "in" / unit).mkdir(parents=True)
    changed(some[0], folder / "in/甲局/王建国.docx", 0)
    changed(some[0], folder / "in/甲局/李秀英.docx", 4)
    changed(some[0], folder / "in/乙镇/陈静.docx", 6)
    unsigned = docx.Document(str(some[7]))
    for paragraph in (unsigned.paragraphs[0], unsigned.paragraphs[1]):
        paragraph.text = "个人对照检查材料"
    unsigned.save(str(folder / "in/乙镇/003.docx"))
    unsigned.core_properties.comments = "又一份"
    unsigned.save(str(folder / "in/乙镇/高峰.docx"))
    assert batch(folder / "in", "-o", folder / "out").returncode == 1
    return folder / "out"


def found(out: Path) -> dict[tuple[str, str], dict[str, object]]:
    """The findings between submissions by whose they are and whom they name."""
    lines = [json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    return {(line["path"], f["related"][0]["path"]): f for line in lines for f in line["findings"] if f["code"][0] == "X"}


def letter(out: Path, unit: str) -> list[str]:
    return [p.text for p in docx.Document(str(out / f"notes/退回修改意见-{unit}.docx")).paragraphs]


def test_message_entries_and_workbook_count_the_same_passages(out: Path) -> None:
    sheet = list(openpyxl.load_workbook(out / "report.xlsx")["雷同对照"].iter_rows(values_only=True))[1:]
    counted = 0
    for (path, other), finding in found(out).items():
        said = re.search(r"共 (\d+) 处", str(finding["message"]))
        if not said:
            continue
        counted += 1
        entries = finding["related"]
        assert isinstance(entries, list) and len(entries) == int(said[1])
        rows = [row for row in sheet if {row[3], row[8]} == {Path(path).name, Path(other).name}]
        more = re.search(r"(\d+) 处，未列出", str(rows[-1][-1]))
        assert len(rows) - bool(more) + int(more[1] if more else 0) == len(entries)
        for entry in entries:
            assert len(entry["quote"]) == entry["end"] - entry["start"] > 0
    assert counted >= 6
    assert any(re.fullmatch(r"第 \d+–\d+ 段", str(row[6])) for row in sheet), "a passage over several paragraphs says so"


def test_others_are_numbered_in_letters_and_copies(out: Path) -> None:
    from lint_cmm.model.read import read

    told = [line for line in letter(out, "甲局") if "大部分相同" in line]
    assert len(told) == 2 and "另一份材料（共 2 份，这是第 1 份）" in told[0] and "另一份材料（共 2 份，这是第 2 份）" in told[0]
    comments = "\n".join(c.text for c in read((out / "annotated/甲局/王建国.docx").read_bytes()).comments)
    assert "这是第 2 份" in comments and "李秀英" not in comments and "陈静" not in comments


def test_nobody_is_called_by_the_name_of_his_file(out: Path) -> None:
    summary = list(openpyxl.load_workbook(out / "report.xlsx")["汇总"].iter_rows(values_only=True))
    assert "（未注明姓名）" in [row[1] for row in summary if row[2] == "003.docx"]
    lines = letter(out, "乙镇")
    assert "．（未注明姓名）　" in lines[lines.index("文件：003.docx") - 1]


def test_a_text_without_a_name_is_judged_alike_from_both_sides(out: Path) -> None:
    one, other = (found(out)[pair] for pair in (("乙镇/003.docx", "乙镇/高峰.docx"), ("乙镇/高峰.docx", "乙镇/003.docx")))
    assert one["severity"] == other["severity"] == "error"


def test_a_letter_says_a_thing_once() -> None:
    words = Words(rule_book().data.table("batch"))
    points = [Point("error", "H601", f"第 {n} 段", "“*”是没有填写的占位", "请填写") for n in (3, 3, 3, 5, 8, 9)]
    assert _texts(points, words) == ["第 3 段、第 5 段、第 8 段：“*”是没有填写的占位。同样的共 6 处。请填写。"]
    points = [Point("error", "S106", "", f"没有对照第 {n} 个方面", "请补写") for n in (1, 2)]
    points.append(Point("warning", "B401", "第二部分", "与前文重复：“做得不够。”", "请删去一处"))
    assert _texts(points, words) == ["没有对照第 1 个方面；没有对照第 2 个方面。请补写。", "第二部分：与前文重复：“做得不够。”请删去一处。"]
    points = [Point("error", "P201", f"第一部分（{n}）", f"“{n * 60}方面”没有对应的措施", "请补写") for n in "一二"]
    long = "一" * 25 + "…" + "一" * 10 + "方面"
    assert _texts(points, words) == [f"第一部分（一）“{long}”、（二）“{long.replace('一', '二')}”没有对应的措施。请补写。"]
    points = [
        Point("warning", "P206", place, f"把问题说成了“{who}”的问题", "") for place, who in (("二", "甲"), ("二", "乙"), ("三", "丙"))
    ]
    assert _texts(points[:2], words) == ["二：把问题说成了“甲”“乙”的问题。"]
    assert _texts(points, words) == ["二、三：把问题说成了“甲”“乙”“丙”的问题。"]
    points = [Point("warning", "T705", "第 1 段", f"“{wrong}”应作“{right}”", "") for wrong, right in (("压的", "压得"), ("初浅", "粗浅"))]
    assert _texts(points, words) == ["第 1 段：“压的”应作“压得”；“初浅”应作“粗浅”。"]
    many = [Point("error", f"H{n}", "", "有毛病", "") for n in range(600, 615)]
    assert _texts(many, words)[-1] == "其余 3 处见批注稿。" and _texts(many, words, copied=False)[-1] == "另有 3 处，不一一列出。"


def test_files_of_another_year_are_told_apart(small_intake: Path, tmp_path: Path) -> None:
    some = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    for folder in ("in", "old", "范文"):
        (tmp_path / folder).mkdir()
    changed(some[0], tmp_path / "in/王建国.docx", 0)
    changed(some[0], tmp_path / "old/王建国.docx", 7)
    changed(some[0], tmp_path / "范文/网上的.docx", 5)
    batch(tmp_path / "in", "-o", tmp_path / "out", "--previous", tmp_path / "old", "--reference", tmp_path / "范文", "--no-annotate")
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert 'href=""' not in page and ">王建国（往年）<" in page and "</b>&emsp;" in page
    sheet = openpyxl.load_workbook(tmp_path / "out/report.xlsx")["雷同对照"].iter_rows(values_only=True)
    assert {row[7] for row in list(sheet)[1:]} == {"王建国（往年）", "网上的（范文）"}
