"""The pre-commit hook in a real repository, and the wheel: both through the programs that people use."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import ROOT

from lint_cmm.kit import patterns, usercache
from lint_cmm.notation.docx import to_docx

pytestmark = pytest.mark.slow
BAD = "#title 2025年度民主生活会个人对照检查材料\n一、问题\n（一）学习不深。只读2本。\n一、原因\n懒。\n三、整改措施\n每月读1本。\n"


def call(*argv: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says."""
    return subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")


def program(name: str) -> str:
    """A program of this environment, or one on the path; the test is skipped without it."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository that holds what the working tree of this one would commit."""
    source = tmp_path / "lint-cmm"
    source.mkdir()
    for name in ("lint_cmm", "rules"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source / name)
    commit(source)
    return source


def commit(folder: Path) -> None:
    """Make FOLDER a repository with everything in it committed."""
    git = program("git")
    call(git, "init", "-q", cwd=folder)
    call(git, "add", ".", cwd=folder)
    call(git, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "all", cwd=folder)


def test_the_hook_stops_a_bad_file_and_passes_over_others(project: Path, tmp_path: Path) -> None:
    pre_commit = program("pre-commit")
    office = tmp_path / "office"
    office.mkdir()
    (office / "坏.DOCX").write_bytes(to_docx(BAD))
    (office / "~$坏.docx").write_bytes(b"x" * 162)
    (office / "旧.doc").write_bytes(b"{\\rtf1}")
    (office / "notes.txt").write_text("一、一、", encoding="utf-8")
    commit(office)
    done = call(pre_commit, "try-repo", str(project), "lint-cmm", "--all-files", "--verbose", cwd=office)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "S103" in done.stdout and "坏.DOCX" in done.stdout
    assert "旧.doc: E003" in done.stdout
    assert "~$" not in done.stdout and "notes.txt" not in done.stdout
    call(program("git"), "rm", "-q", "坏.DOCX", "旧.doc", cwd=office)
    assert call(pre_commit, "try-repo", str(project), "lint-cmm", "--all-files", cwd=office).returncode == 0


def test_the_wheel_carries_the_rules_and_their_compiled_form(project: Path, tmp_path: Path) -> None:
    done = call(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / "dist"), str(project), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    [wheel] = (tmp_path / "dist").glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "rules").rglob("*.toml")}
    assert {f"lint_cmm/{rule}" for rule in rules} <= names
    assert "lint_cmm/rules/_compiled.json" in names
    with zipfile.ZipFile(wheel) as archive:
        code = archive.read("lint_cmm/kit/_patterns.bin")
    index = usercache.loads(code[4 : 4 + int.from_bytes(code[:4], "big")])
    assert index["for"] == patterns._version() and len(index["patterns"]) > 150
    sources = (p for p in (ROOT / "lint_cmm").rglob("*.*") if p.is_file() and "__pycache__" not in p.parts)
    assert {p.relative_to(ROOT).as_posix() for p in sources} <= names
    assert not [n for n in names if n.startswith(("tests/", "rules/", "fixtures/"))]
