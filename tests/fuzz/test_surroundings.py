"""A check of hostile files opens no connection, writes nowhere but where it was told, and shows their names harmlessly."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import CASES
from ooxml import package, para, run
from support import ROOT, checker

from lint_cmm.commands import run as call
from lint_cmm.findings import Run, summarise
from lint_cmm.notation.docx import to_docx
from lint_cmm.reporters import FORMATS, render

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs names that Windows does not take")
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
SMALL = ("relationships to nowhere", "external entity", "doctype", "name that climbs", "absolute name", "grid", "style cycle", "no body")
CALLING = package(
    para(run("来源www.example.com"))
    + para('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "http://127.0.0.1:9/x"</w:instrText></w:r>')
    + para('<w:r><w:pict><v:shape><v:imagedata r:id="p" o:href="http://127.0.0.1:9/b.png"/></v:shape></w:pict></w:r>'),
    links=[
        ("p", "image", "ext:http://127.0.0.1:9/a.png"),
        ("t", "attachedTemplate", "ext:http://127.0.0.1:9/t.dotm"),
        ("f", "aFChunk", "ext:file:///etc/passwd"),
        ("u", "oleObject", r"ext:\\127.0.0.1\x\a.doc"),
        ("s", "styles", "ext:http://127.0.0.1:9/styles.xml"),
    ],
)
HOSTILE_TEXT = (
    '#title 2025年度民主生活会个人对照检查材料\n一、存在的问题\n（一）=HYPERLINK("http://x","y")来源www.example.com'
    "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e,学习|不深`::error::`XX。\n（二）@SUM(A1)+1-1XX同志。\n二、整改措施\n（一）每月读1本书。\n"
)
NAMES = (
    b"-rf --help.docx",
    b"--output=x.docx",
    "甲\n::error file=x::乙.docx".encode(),
    "引号\"'`<b>&.docx".encode(),
    b"$(touch pwned);`id`|x.docx",
    b"=cmd|' C'!A1.docx",
    "\x1b]0;x\x07\x1b[31m红.docx".encode(),
    "转\u202excod.docx".encode(),
    b"\xff\xfe\x80.docx",
    "换行\r\n第二行.docx".encode(),
)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every attempt to open a socket or to look up a name is written down and refused."""
    tried: list[str] = []

    def refuse(*arguments: object, **_: object) -> None:
        tried.append(repr(arguments))
        raise OSError("no network")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    yield tried


def test_no_socket_is_opened(no_network: list[str]) -> None:
    for data in (CALLING, *(CASES[name][0]() for name in SMALL)):
        result = checker().check_bytes("a.docx", data)
        report = Run((result,), summarise((result,)), "0", "zh")
        for name in FORMATS:
            render(name, report)
    assert no_network == []


def test_no_process_of_a_check_opens_a_socket_either(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(CALLING)
    code = (
        "import sys\nseen = []\n"
        "sys.addaudithook(lambda event, _: seen.append(event) if event.split('.')[0] in "
        "('socket', 'subprocess', 'ftplib', 'urllib', 'http', 'smtplib') or event in ('os.system', 'os.exec', 'os.posix_spawn') else None)\n"
        "from lint_cmm.commands import run\nrun(sys.argv[1:])\nassert not seen, seen\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, "--annotate", str(tmp_path / "b.docx"), str(tmp_path / "a.docx")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
    )
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "b.docx").exists()


def listing(folder: Path) -> dict[str, int]:
    """Every file below ``folder`` with its time of change."""
    return {os.fsdecode(p): os.lstat(p).st_mtime_ns for p in folder.rglob("*")}


def test_a_check_writes_nothing_but_what_it_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, work, intake = (tmp_path / name for name in ("home", "work", "intake"))
    for folder in (home, work, intake):
        folder.mkdir()
    for i, name in enumerate(SMALL):
        (intake / f"{i}.docx").write_bytes(CASES[name][0]())
    (intake / "calling.docx").write_bytes(CALLING)
    monkeypatch.chdir(work)
    for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    before = listing(intake)
    assert call([str(intake), "--jobs", "1", "-q", "--output-format", "html=report.html"]) in (0, 1)
    assert listing(intake) == before
    assert [p.name for p in work.rglob("*")] == ["report.html"]
    assert {p.relative_to(home).parts[0] for p in home.rglob("*")} <= {"lint-cmm", ".cache", "Library", "AppData"}


@pytest.fixture
def oddly_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files with names that act on terminals, shells, tables and markup."""
    folder = tmp_path / "in"
    folder.mkdir()
    data = to_docx(HOSTILE_TEXT)
    for name in NAMES:
        (folder / os.fsdecode(name)).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return folder


@POSIX
@pytest.mark.parametrize("name", [f for f in FORMATS if f != "xlsx"])
def test_odd_names_are_shown_harmlessly_in_every_report(oddly_named: Path, name: str) -> None:
    assert call(["in", "--jobs", "1", "--output-format", f"{name}=report", "--fail-on", "never"]) == 0
    text = Path("report").read_bytes().decode("utf-8")  # a lone surrogate would not have been written
    if name in ("json", "jsonl", "sarif"):
        files = [json.loads(text)] if name != "jsonl" else [json.loads(line) for line in text.splitlines()]
        assert files and not ACTING.search(text)
    else:
        assert not ACTING.search(text)
    if name == "html":
        assert "<script" not in text and "<img" not in text and "Content-Security-Policy" in text
        assert not re.search(r'(?:href|src)="(?!#|data:,")', text)
    if name == "github":
        assert all(re.match(r"::(?:error|warning|notice) file=", line) for line in text.splitlines())
        assert not any(line.startswith("::error file=x::") for line in text.splitlines())


@POSIX
def test_odd_names_and_texts_are_texts_in_the_workbook(oddly_named: Path) -> None:
    assert call(["in", "--jobs", "1", "--output-format", "xlsx=report.xlsx", "--fail-on", "never"]) == 0
    with zipfile.ZipFile("report.xlsx") as book:
        sheets = [book.read(n).decode("utf-8") for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        strings = book.read("xl/sharedStrings.xml").decode("utf-8")
    assert sheets and not any("<f>" in s or "<hyperlink" in s for s in sheets)
    assert not ACTING.search(strings) and "=cmd|" in strings


@POSIX
def test_odd_names_survive_annotating_and_mending(oddly_named: Path) -> None:
    assert call(["in", "--jobs", "1", "-q", "--annotate", "copies", "--fail-on", "never"]) == 0
    copies = sorted(os.listdir(b"copies"))
    assert copies == sorted(NAMES)
    for name in NAMES:
        assert checker().check_path(os.path.join("copies", os.fsdecode(name))).complete
    assert not Path("pwned").exists()
    source = os.path.join("in", os.fsdecode(NAMES[6]))
    assert call(["fix", source, "-o", "mended.docx"]) in (0, 1)
    assert checker().check_path("mended.docx").complete


@POSIX
def test_a_batch_of_odd_names_is_whole_and_harmless(oddly_named: Path) -> None:
    unit = os.path.join("in", os.fsdecode(b"\xfe\n<b>=1+1"))
    os.mkdir(unit)
    os.rename(os.path.join("in", os.fsdecode(NAMES[0])), os.path.join(unit, os.fsdecode(NAMES[0])))
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "lint_cmm", "batch", "in", "-o", "out", "--jobs", "1"]
    told = subprocess.run(command, capture_output=True, env=environment, timeout=120)
    assert told.returncode in (0, 1) and b"Traceback" not in told.stderr, told.stderr.decode("utf-8", "replace")
    assert not ACTING.search((told.stdout + told.stderr).decode("utf-8").replace("\r", ""))
    lines = Path("out/report.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(NAMES)
    assert len(os.listdir(b"in")) == len(NAMES) and not Path("pwned").exists()
    for page in Path("out").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not ACTING.search(text) and "<script>alert" not in text and "<img src=x" not in text, page
        assert "Content-Security-Policy" in text
    for book in Path("out").rglob("*.xlsx"):
        with zipfile.ZipFile(io.BytesIO(book.read_bytes())) as archive:
            assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n)
