"""Units and names from folders, patterns, file names, title blocks and rosters; what is and is not a submission."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from support import rule_book

from lint_cmm.batch.discover import discover
from lint_cmm.batch.graph import Edge, Node, drawing, hub
from lint_cmm.batch.identity import Names
from lint_cmm.batch.notes import safe_name
from lint_cmm.batch.roster import Person, match, read_roster
from lint_cmm.batch.workbook import CELL, clean
from lint_cmm.errors import UsageError
from lint_cmm.package.discover import find_files


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(rule_book().data.table("batch"))


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("王春山", "王春山"),
        ("水务局-王春山-对照检查材料（终稿）", "王春山"),
        ("2025年度民主生活会个人发言提纲 李明", "李明"),
        ("欧阳海波-组织生活会", "欧阳海波"),
        ("县文旅局-覃月华", "覃月华"),
        ("对照检查材料", ""),
        ("附件1", ""),
        ("A3", ""),
        ("王", ""),
        ("张三丰年", ""),
        ("令狐", ""),
    ],
)
def test_names_in_file_names(names: Names, stem: str, name: str) -> None:
    assert names.in_file_name(stem) == name


@pytest.mark.parametrize(
    ("lines", "unit", "name"),
    [
        (["2025年度民主生活会对照检查材料", "松江县水务局　王春山", "（2026年1月8日）", "正文"], "松江县水务局", "王春山"),
        (["对照检查材料", "松江县水务局局长 李 明", "正文"], "松江县水务局", "李明"),
        (["对照检查材料", "松江县水务局党组书记、局长　李明", "正文"], "松江县水务局", "李明"),
        (["对照检查材料", "松江县文化馆党支部书记、馆长　李明", "正文"], "松江县文化馆", "李明"),  # a post on no list
        (["对照检查材料", "正文" * 30, "其他", "其他", "其他", "其他", "赵立诚", "2026年1月8日"], "", "赵立诚"),
        (["对照检查材料", "松江县水务局党组书记兼局长　李明", "正文"], "松江县水务局", "李明"),
        (["对照检查材料", "李 明", "正文"], "", "李明"),
        (["对照检查材料", "（汇报人：王春山）", "正文"], "", "王春山"),
        (["对照检查材料", *["正文" * 30] * 3, "王春山", *["正文" * 30] * 5], "", "王春山"),
        (["对照检查材料", *["正文" * 30] * 5, "王春山", *["正文" * 30] * 3], "", "王春山"),
        (["对照检查材料", "汇报人：王春山", "正文"], "", "王春山"),
        (["对照检查材料", "发言人：松江县水务局 王春山", "正文"], "松江县水务局", "王春山"),
        (["对照检查材料", "正文" * 30 + " 王春山"], "", ""),
        (["对照检查材料", *["正文" * 30] * 4, "王春山", *["正文" * 30] * 4], "", ""),
        (["对照检查材料", "松江县 水务局 党组 书记 王春山"], "", ""),
        (["对照检查材料", "正文" * 30], "", ""),
    ],
)
def test_names_in_title_blocks(names: Names, lines: list[str], unit: str, name: str) -> None:
    assert names.in_text(lines) == (unit, name)


def test_an_intake_folder_is_walked_without_leaving_it(tmp_path: Path) -> None:
    root, outside = tmp_path / "in", tmp_path / "outside"
    for folder in (root / "甲局", root / "乙镇/党政办", root / ".hidden", outside):
        folder.mkdir(parents=True)
    for file in (
        "甲局/a.docx",
        "甲局/~$a.docx",
        "甲局/b.DOC",
        "甲局/c.xlsx",
        "说明.txt",
        "甲局/Thumbs.db",
        "乙镇/党政办/d.wps",
        ".hidden/e.docx",
        "f.pdf",
    ):
        (root / file).write_bytes(b"x")
    (outside / "g.docx").write_bytes(b"x")
    if os.name == "posix":
        (root / "甲局/link.docx").symlink_to(outside / "g.docx")
        (root / "away").symlink_to(outside, target_is_directory=True)
    found = discover(str(root))
    assert [(s.path, s.unit) for s in found.submissions] == [
        ("f.pdf", ""), ("乙镇/党政办/d.wps", "乙镇"), ("甲局/a.docx", "甲局"), ("甲局/b.DOC", "甲局")
    ]  # fmt: skip
    assert (found.locks, found.others, found.links) == (1, 3, int(os.name == "posix"))
    assert found.named == ("甲局/c.xlsx", "说明.txt")


@pytest.mark.parametrize("left", [(".work/journal.jsonl",), ("report.jsonl", "report.xlsx", "index.html")])
def test_results_of_an_earlier_run_are_no_submissions(tmp_path: Path, left: tuple[str, ...]) -> None:
    for file in ("甲局/a.docx", *(f"甲局/结果/{name}" for name in (*left, "annotated/a.docx", "notes/b.docx", "pages/a.docx.html"))):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(b"x")
    found = discover(str(tmp_path))
    assert ([s.path for s in found.submissions], found.others, found.results) == (["甲局/a.docx"], 0, 1)
    assert find_files([str(tmp_path)]) == [str(tmp_path / "甲局/a.docx")]
    named = tmp_path / "甲局/结果/annotated"
    assert find_files([str(named)]) == [str(named / "a.docx")], "what is named is meant"


def test_a_pattern_may_say_unit_and_name(tmp_path: Path) -> None:
    (tmp_path / "水务局_王春山_1.docx").write_bytes(b"x")
    (one,) = discover(str(tmp_path), r"(?P<unit>[^_/]+)_(?P<name>[^_/]+)_").submissions
    assert (one.unit, one.name) == ("水务局", "王春山")
    with pytest.raises(UsageError):
        discover(str(tmp_path), "(")


def test_a_roster_name_that_stands_twice_needs_its_unit() -> None:
    people = (Person("水务局", "王春山"), Person("教育局", "王春山"), Person("水务局", "李明"))
    found, missing = match(people, [("a.docx", "县水务局", "王春山"), ("b-李明.docx", "", "")])
    assert found == {"a.docx": people[0], "b-李明.docx": people[2]} and missing == (people[1],)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@x", "\x00a\x1b[31m", "a\ud800b", "长" * 40_000])
def test_cells_are_harmless(text: str) -> None:
    cell = clean(text)
    assert len(cell) <= CELL and cell.encode("utf-8") and not any(ord(c) < 32 for c in cell)


def test_unit_names_are_safe_file_names() -> None:
    assert safe_name("甲/乙:丙*") == "甲_乙_丙_" and safe_name("..") == "_"


def test_a_drawing_names_the_source_and_escapes() -> None:
    nodes = [Node(k, f"<{k}>", "甲&乙", "reject") for k in "abcd"]
    edges = [Edge("b", k, True, False, 0.9) for k in "acd"] + [Edge("a", "c", True, False, 0.5)]
    picture = drawing(nodes, edges, "组")
    assert hub(nodes, edges) == "b" and picture == drawing(nodes, edges, "组")
    assert "&lt;a&gt;" in picture and "甲&amp;乙" in picture and "<a>" not in picture and picture.count("<circle") == 4


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("单位,姓名\n水务局,张三\n", 1),
        ("水务局,张三\n水务局,李 四\n", 2),
        ("水务局;阿依古丽·买买提\n", 1),
        ("名,x\n水务局,张三\n", 0),
        ("部门名称,人员姓名\n水务局,张三\n", 0),
        ("张三\n李四\n", 0),
    ],
)
def test_a_roster_has_column_names_or_begins_with_a_person(tmp_path: Path, text: str, people: int) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    words = rule_book().data.table("batch")
    if people:
        assert len(read_roster(str(path), words)) == people
        return
    with pytest.raises(UsageError) as refused:
        read_roster(str(path), words)
    assert "单位" in refused.value.told("zh") and "姓名" in refused.value.told("zh")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t", ";", "，"])
def test_a_roster_is_read_by_its_column_names(tmp_path: Path, encoding: str, sign: str) -> None:
    lines = ["姓名|备注|单位|文件", " 张 三 |x|水务局|甲\\a.docx", "", "李四", "|x|教育局", "王五|, |教育局"]
    path = tmp_path / "r.csv"
    path.write_bytes("\r\n".join(lines).replace(", ", "").replace("|", sign).encode(encoding))
    read = read_roster(str(path), rule_book().data.table("batch"))
    assert read == (Person("水务局", "张三", "甲/a.docx"), Person("", "李四"), Person("教育局", "王五"))


def test_a_person_is_found_by_file_name_or_path_and_unit() -> None:
    people = (
        Person("水务局", "张三", "甲/1.docx"),
        Person("水务局", "李四"),
        Person("教育局", "李四"),
        Person("教育局", "何"),
        Person("", "赵六"),
    )
    handed_in = [
        ("甲/1.docx", "", "别人"), ("乙/2.docx", "松江县教育局", "李四"), ("3.docx", "档案馆", "李四"), ("何/赵六.docx", "", ""), ("5.docx", "", "钱七")
    ]  # fmt: skip
    found, missing = match(people, handed_in)
    assert found == {"甲/1.docx": people[0], "乙/2.docx": people[2], "何/赵六.docx": people[4]}
    assert missing == (people[1], people[3])


def test_a_unit_that_is_not_told_is_nobodys() -> None:
    people = (Person("水务局", "李四"), Person("", "李四"))
    assert match(people, [("a.docx", "教育局", "李四"), ("b.docx", "", "李四")]) == ({}, people)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("水务局,张三\n水务局,李 四\n", (Person("水务局", "张三"), Person("水务局", "李四"))),
        ("\n,\n水务局,张三\n", (Person("水务局", "张三"),)),
        (",,\n单位,姓名\n,\n水务局,张三\n水务局,\n", (Person("水务局", "张三"),)),
        ("Unit,NAME,File\n水务局,张三,甲.docx\n", (Person("水务局", "张三", "甲.docx"),)),
    ],
)
def test_a_roster_may_have_blank_lines_and_english_heads(tmp_path: Path, text: str, people: tuple[Person, ...]) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    assert read_roster(str(tmp_path / "r.csv"), rule_book().data.table("batch")) == people


def test_a_roster_line_that_stands_twice_is_one_person(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("单位,姓名\n" + "水务局,王春山\n水务局,李明\n" * 2, encoding="utf-8")
    people = read_roster(str(path), rule_book().data.table("batch"))
    assert people == (Person("水务局", "王春山"), Person("水务局", "李明")), "they are counted once, too"
    found, missing = match(people, [("材料.docx", "", "王春山")])
    assert found == {"材料.docx": people[0]} and missing == (people[1],)


def test_the_figures_of_a_drawing_do_not_stand_in_its_names() -> None:
    nodes = [Node(key, key * 3, "水务局", "reject") for key in "甲乙丙丁"]
    pairs = [("甲", "乙"), ("甲", "丙"), ("甲", "丁"), ("乙", "丙"), ("乙", "丁"), ("丙", "丁")]
    svg = str(drawing(nodes, [Edge(a, b, True, False, 0.9 if a == "甲" else 0.8) for a, b in pairs], "组"))
    texts = [
        (kind, float(x), float(y), len(t)) for kind, x, y, t in re.findall(r'<text class="(\w+)" x="([\d.]+)" y="([\d.]+)">([^<]*)', svg)
    ]
    shares, names = ([t for t in texts if (t[0] == "share") is kind] for kind in (True, False))
    assert len(shares) == 6 and len(names) == 8
    for _, x, y, length in names:
        assert not [s for s in shares if abs(s[1] - x) < 6 * length + 14 and abs(s[2] - y) < 8]
