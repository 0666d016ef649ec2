"""Poison through the command line: a file that hangs, one that eats memory and one that crashes its worker, in the middle of an intake."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from batch_support import ROOT, tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the memory cap is kept by the system")

# Loaded by every Python process of the run before anything else: files of these names behave as a reader's worst bug would.
POISON = """
import importlib.util, os, signal, sys, time

def poisoned(module):
    read = module._open
    def dangerous(path, limits):
        if "hang" in path:
            time.sleep(600)
        if "memory" in path:
            hoard = []
            while True:
                hoard.append(bytearray(1 << 26))
        if "crash" in path:
            os.kill(os.getpid(), signal.SIGSEGV)
        return read(path, limits)
    module._open = dangerous

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name != "lint_cmm.engine":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module
        spec.loader.exec_module = lambda module: (run(module), poisoned(module))
        return spec

sys.meta_path.insert(0, Finder())
"""


def run(folder: Path, out: Path, extra: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lint_cmm", "batch", str(folder), "-o", str(out), "--jobs", "2", *more]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(extra), str(ROOT))), "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=env, timeout=300, check=False)


@pytest.mark.slow
def test_poison_is_given_up_by_name_and_nothing_else_is_lost(small_intake: Path, tmp_path: Path) -> None:
    good = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    folder, extra = tmp_path / "in", tmp_path / "extra"
    folder.mkdir()
    extra.mkdir()
    (extra / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    for i, source in enumerate(good[:9]):
        (folder / f"{i}-good.docx").write_bytes(source.read_bytes())
    for i, kind in enumerate(("hang", "memory", "crash"), start=9):
        (folder / f"{i // 2}-{kind}.docx").write_bytes(good[i].read_bytes())  # between the others
    (tmp_path / "lint-cmm.toml").write_text("deadline = 6.0\n", encoding="utf-8")  # a busy machine checks the others within
    process = run(folder, tmp_path / "out", extra, "--config", str(tmp_path / "lint-cmm.toml"), "--no-annotate")
    text = process.stdout
    assert "提交 12 份 = 已检查 9 份 + 检查程序中断 1 份 + 占用内存过多 1 份 + 检查超时 1 份" in text, process.stderr
    quarantined = text[text.index("请人工查看") :]
    assert all(name in quarantined for name in ("-hang.docx", "-memory.docx", "-crash.docx")) and "good" not in quarantined
    report = (tmp_path / "out/report.jsonl").read_text(encoding="utf-8")
    assert report.count('"code": "E007"') == report.count('"code": "E004"') == report.count('"code": "E006"') == 1
    before = tree(tmp_path / "out")
    again = run(folder, tmp_path / "out", extra, "--config", str(tmp_path / "lint-cmm.toml"), "--no-annotate", "--resume")
    assert again.returncode == process.returncode and tree(tmp_path / "out") == before
