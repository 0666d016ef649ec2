"""A whole run: what OUT holds, that it is the same whatever happened on the way, and what becomes of poison."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import time
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from batch_support import batch, tree

from lint_cmm.model.types import PARTS


@pytest.fixture(scope="module")
def reference(small_intake: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of an uninterrupted run in one process."""
    out = tmp_path_factory.mktemp("reference") / "out"
    process = batch(small_intake, "-o", out, "--jobs", 1)
    assert process.returncode == 1, process.stderr and process.stderr.read()
    return out


def lines(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_command_to_go_on_is_quoted_for_the_shell_at_hand() -> None:
    from lint_cmm.batch.run import typed

    argv = ["lint-cmm", "batch", r"D:\民主 生活会\in", "-o", "it's", "--resume"]
    assert typed(argv, "nt") == 'lint-cmm batch "D:\\民主 生活会\\in" -o it\'s --resume'
    assert typed(["lint-cmm", "batch", "甲 乙"], "posix") == "lint-cmm batch '甲 乙'"


def test_every_submission_has_its_line_page_and_copy(reference: Path) -> None:
    found = lines(reference)
    assert len(found) == 26 and len({f["path"] for f in found}) == 26
    for line in found:
        assert {"path", "sha256", "verdict", "findings", "unit", "name"} <= set(line)
        assert (reference / f"pages/{line['path']}.html").exists()
        assert (reference / f"annotated/{line['path']}").exists() == ("broken" not in str(line["path"]))


def test_what_was_handed_in_is_checked_or_named(small_intake: Path, tmp_path: Path) -> None:
    process = batch(small_intake, "-o", tmp_path / "out", "--no-annotate")
    assert process.stdout
    text = process.stdout.read()
    assert "提交 26 份 = 已检查 25 份 + 打不开 1 份" in text
    assert "另有未计入的：Office 临时文件 1 个、其他类型 1 个\n" in text
    assert not (tmp_path / "out/annotated").exists()


def test_any_number_of_processes_gives_the_same(small_intake: Path, reference: Path, tmp_path: Path) -> None:
    batch(small_intake, "-o", tmp_path / "out", "--jobs", 3)
    assert tree(tmp_path / "out") == tree(reference)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("seed", range(4))
def test_killed_and_resumed_is_the_same(small_intake: Path, reference: Path, tmp_path: Path, seed: int) -> None:
    process = batch(small_intake, "-o", tmp_path / "out", "--jobs", 2, wait=False)
    time.sleep(random.Random(seed).uniform(0.4, 3.5))
    process.send_signal(signal.SIGKILL)
    process.wait()
    batch(small_intake, "-o", tmp_path / "out", "--jobs", 2, "--resume")
    assert tree(tmp_path / "out") == tree(reference)


def test_a_torn_journal_line_is_cut_off(small_intake: Path, reference: Path, tmp_path: Path) -> None:
    work = tmp_path / "out/.work"
    work.mkdir(parents=True)
    data = (reference / ".work/journal.jsonl").read_bytes()
    (work / "journal.jsonl").write_bytes(data[: len(data) // 2])
    (work / "tmpworkbook").write_bytes(b"half a sheet")  # of a run killed while it wrote the workbook
    (work / "converting").mkdir()
    batch(small_intake, "-o", tmp_path / "out", "--resume")
    assert tree(tmp_path / "out") == tree(reference)


def test_a_second_run_leaves_nothing_of_the_first(small_intake: Path, tmp_path: Path) -> None:
    some = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    (tmp_path / "in/甲局").mkdir(parents=True)
    (tmp_path / "in/乙局").mkdir()
    for number, name in enumerate(("甲局/一.docx", "甲局/二.docx", "乙局/三.docx")):
        (tmp_path / "in" / name).write_bytes(some[number].read_bytes())
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert (tmp_path / "out/annotated/乙局/三.docx").exists() and len(list((tmp_path / "out/notes").iterdir())) == 2
    (tmp_path / "in/乙局/三.docx").unlink()
    (tmp_path / "in/甲局/二.docx").write_bytes(some[9].read_bytes())
    for out in ("out", "fresh"):
        batch(tmp_path / "in", "-o", tmp_path / out, "--no-annotate")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_an_unfinished_run_is_not_thrown_away(small_intake: Path, tmp_path: Path) -> None:
    (tmp_path / "out/.work").mkdir(parents=True)
    (tmp_path / "out/.work/journal.jsonl").write_bytes(b"")
    process = batch(small_intake, "-o", tmp_path / "out")
    assert process.returncode == 2 and process.stderr and "--resume" in process.stderr.read()


def test_a_foreign_folder_is_left_alone(small_intake: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert batch(small_intake, "-o", tmp_path).returncode == 2
    assert tree(tmp_path) == {"mine.txt": b"x"}


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_out_is_for_its_owner_only(reference: Path) -> None:
    assert all(p.stat().st_mode & 0o077 == 0 for p in (reference, reference / ".work", reference / "pages", reference / "notes"))


def test_copies_are_findings_of_both(small_intake: Path, reference: Path) -> None:
    truth = json.loads((small_intake.parent / "in-truth.json").read_text(encoding="utf-8"))
    by_path = {str(line["path"]): line for line in lines(reference)}
    a, b = (truth["paths"][i] for i in truth["groups"]["W15"][0])
    for here, there in ((a, b), (b, a)):
        findings = by_path[here]["findings"]
        assert isinstance(findings, list)
        (finding,) = [f for f in findings if f["code"] == "X901" and f["related"][0]["path"] == there]
        assert finding["location"]["paragraph"] is None and 0.6 < finding["share"] <= 1 and len(finding["related"]) > 2
    a, b = (truth["paths"][i] for i in truth["sections"][0])
    findings = by_path[a]["findings"]
    assert isinstance(findings, list)
    (passage,) = [f for f in findings if f["code"] == "X902" and f["related"][0]["path"] == b]
    assert len(passage["location"]["quote"]) > 60 and f"有 {len(passage['related'])} 处" in passage["message"]
    assert max(len(r["quote"]) for r in passage["related"]) >= len(passage["location"]["quote"])


def test_a_file_handed_in_twice_is_told_apart_from_a_copy(reference: Path) -> None:
    again = next(line for line in lines(reference) if "again-" in str(line["path"]))
    findings = again["findings"]
    assert isinstance(findings, list)
    (finding,) = [f for f in findings if f["code"] == "X901" and f["related"][0]["path"] == str(again["path"]).replace("again-", "")]
    assert finding["severity"] == "warning" and finding["share"] == 1.0


def test_the_page_is_inert_and_whole(reference: Path) -> None:
    page = unescape((reference / "index.html").read_text(encoding="utf-8"))
    assert "default-src 'none'" in page and page.count("<tr><td>") > 26
    for word in ("http://", "https://", "javascript:", "onclick", "style=", "<iframe", "@import"):
        assert word not in page


def test_the_page_names_what_was_not_checked_and_links_only_what_is_there(reference: Path) -> None:
    page = (reference / "index.html").read_text(encoding="utf-8")
    unchecked = page.partition("<h2>未能检查的文件</h2>")[2].partition("</section>")[0]
    assert re.findall(r">([^<]+)</a>", unchecked) == ["broken.docx"]
    links = {unquote(unescape(link)) for link in re.findall(r'href="([^"#]+)"', page) if not link.startswith("data:")}
    assert sorted(link for link in links if not (reference / link).exists()) == []
    for folder, count in (("pages", 26), ("annotated", 25), ("notes", 3)):
        assert sum(link.startswith(folder + "/") for link in links) == count, folder


def test_findings_stand_in_the_order_of_the_text_also_those_between_submissions(reference: Path) -> None:
    for line in lines(reference):
        places = [(f["location"], f["code"]) for f in line["findings"]]  # type: ignore[attr-defined]
        order = [(PARTS.index(x["part"]), x["paragraph"] or 0, x["start"] or 0, code) for x, code in places if x["part"] in PARTS]
        assert order == sorted(order) and len(order) == len(places)


def test_the_workbook_holds_texts_only(reference: Path) -> None:
    with zipfile.ZipFile(reference / "report.xlsx") as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        text = "".join(book.read(n).decode() for n in sheets)
    assert len(sheets) == 5 and "<f>" not in text and "hyperlink" not in text and "autoFilter" in text and "frozen" in text


def test_each_unit_gets_a_note(reference: Path) -> None:
    import docx

    units = {str(line["unit"]) for line in lines(reference)}
    notes = sorted((reference / "notes").iterdir())
    assert len(notes) == len(units)
    text = "\n".join(p.text for p in docx.Document(str(notes[0])).paragraphs)
    assert "关于修改完善对照检查材料的意见" in text and "需要改正" in text


def test_last_years_material_of_the_same_person(small_intake: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old/甲单位", tmp_path / "new/甲单位"
    old.mkdir(parents=True)
    new.mkdir(parents=True)
    some = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    (old / "张海波.docx").write_bytes(some[0].read_bytes())
    (new / "张海波2025.docx").write_bytes(some[0].read_bytes())
    (new / "李文国.docx").write_bytes(some[5].read_bytes())
    batch(new.parent, "-o", tmp_path / "out", "--previous", old.parent, "--no-annotate")
    # Of two texts alone nobody can say what in them is stock: X902 may speak of the generator's.
    codes = {str(line["name"]): [f["code"] for f in line["findings"] if f["code"] in ("X901", "X903")] for line in lines(tmp_path / "out")}  # type: ignore[attr-defined]
    assert codes == {"张海波": ["X903"], "李文国": []}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_roster_names_the_missing(small_intake: Path, tmp_path: Path, encoding: str) -> None:
    present = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")[0]
    name = present.name.split("-")[0]
    roster = tmp_path / "roster.csv"
    roster.write_bytes(f"单位,姓名\n{present.parent.name},{name}\n{present.parent.name},欧阳未交\n".encode(encoding))
    process = batch(small_intake, "-o", tmp_path / "out", "--roster", roster, "--no-annotate")
    assert process.stdout and "名单上 2 人，未交 1 人" in process.stdout.read()
    assert "欧阳未交" in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    openpyxl = pytest.importorskip("openpyxl")
    _, *missing = openpyxl.load_workbook(tmp_path / "out/report.xlsx")["未交名单"].values
    assert [row[:2] for row in missing] == [(present.parent.name, "欧阳未交")]


@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_a_text_taken_from_the_templates_names_the_template(small_intake: Path, tmp_path: Path, suffix: str) -> None:
    from docx import Document

    some = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    (tmp_path / "templates").mkdir()
    (tmp_path / "in").mkdir()
    if suffix == "docx":
        (tmp_path / "templates/t.docx").write_bytes(some[0].read_bytes())
    else:
        text = "\n".join(p.text for p in Document(str(some[0])).paragraphs)
        (tmp_path / "templates/t.txt").write_text(text, encoding="utf-8")
    for i in (0, 5, 9):
        (tmp_path / f"in/{i}.docx").write_bytes(some[i].read_bytes())
    batch(tmp_path / "in", "-o", tmp_path / "out", "--reference", tmp_path / "templates", "--no-annotate")
    found = {
        str(x["path"]): [(f["code"], f["related"][0]["path"]) for f in x["findings"] if f["code"][0] == "X"]
        for x in lines(tmp_path / "out")
    }  # type: ignore[attr-defined]
    assert found == {"0.docx": [("X901", f"templates/t.{suffix}")], "5.docx": [], "9.docx": []}


def test_everything_for_people_can_be_had_in_english(small_intake: Path, tmp_path: Path) -> None:
    process = batch(small_intake, "-o", tmp_path / "out", "--lang", "en", "--no-annotate")
    assert process.stdout and "26 submitted = 25 checked + 1 unreadable" in process.stdout.read()
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page and "Alike submissions" in page and "需修改" not in page
    assert next((tmp_path / "out/notes").iterdir()).name.startswith("return-note-")
    with zipfile.ZipFile(tmp_path / "out/report.xlsx") as book:
        assert "Summary" in book.read("xl/workbook.xml").decode()


def test_files_that_nothing_is_compared_with_are_named(small_intake: Path, tmp_path: Path) -> None:
    some = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    for folder in ("in", "old", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "in/甲.docx").write_bytes(some[0].read_bytes())
    (tmp_path / "in/说明.txt").write_bytes(b"x")
    (tmp_path / "old/去年.docx").write_bytes(some[1].read_bytes())
    (tmp_path / "old/坏了.docx").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "templates/范文.txt").write_text("范文", encoding="utf-8")
    (tmp_path / "templates/旧范文.doc").write_bytes(b"\xd0\xcf\x11\xe0 x")
    (tmp_path / "templates/Thumbs.db").write_bytes(b"x")
    for number in range(25):
        (tmp_path / f"in/照片{number:02}.jpg").write_bytes(b"x")
    options = ("--previous", tmp_path / "old", "--reference", tmp_path / "templates", "--no-annotate")
    process = batch(tmp_path / "in", "-o", tmp_path / "out", *options)
    assert process.stdout
    said = process.stdout.read()
    assert "往年材料和范文中有 2 个文件读不出文字，没有参加比对：\n  old/坏了.docx\n  templates/旧范文.doc\n" in said
    assert (
        "提交 1 份 = 已检查 1 份\n" in said and "  照片00.jpg\n" in said and "照片24" not in said and "  另有 6 个，见 index.html\n" in said
    )
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert all(name in page for name in ("old/坏了.docx", "templates/旧范文.doc", "说明.txt", "照片24.jpg")) and "范文.txt<" not in page
