"""Two runs on one folder of results: one works, the other says who does; what nobody holds any more is taken over."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from batch_support import batch, tree

from lint_cmm.batch import lock
from lint_cmm.batch.lock import STALE, Lock
from lint_cmm.errors import UsageError


def left_by(work: Path, process: int, machine: str, age: float = 0.0) -> Path:
    """The lock of a run in ``process`` that was last written ``age`` seconds ago."""
    path = work / "lock-0"
    path.write_text(json.dumps(["t", "王干事", "组织部二号机", machine, process, "2026-11-22 09:00"]), encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)
    return path


def ended() -> int:
    """The number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_second_run_says_who_holds_the_results(small_intake: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = batch(small_intake, "-o", out, "--jobs", 1, wait=False)
    until = time.monotonic() + 30
    while not list(out.glob(".work/lock-[0-9]")) and time.monotonic() < until:
        time.sleep(0.01)
    second = batch(small_intake, "-o", out)
    assert second.returncode == 2 and second.stderr
    said = second.stderr.read()
    assert "正由另一次检查使用" in said and platform.node() in said and len(said.splitlines()) == 1
    first.wait(timeout=120)
    assert first.returncode == 1 and (out / "report.jsonl").exists()
    assert sorted(tree(out / ".work")) == ["done", "journal.jsonl"]


def test_the_owner_is_named(tmp_path: Path) -> None:
    left_by(tmp_path, 1, "elsewhere", STALE - 60)
    with pytest.raises(UsageError) as refused, Lock(tmp_path, tmp_path):
        pass
    said = refused.value.told("zh")
    assert "王干事" in said and "组织部二号机" in said and "2026-11-22 09:00" in said


@pytest.mark.parametrize(("machine", "age"), [("", 0.0), ("elsewhere", STALE + 60)])
def test_a_lock_of_the_dead_is_taken_over(tmp_path: Path, machine: str, age: float) -> None:
    left_by(tmp_path, ended(), machine or lock._machine(), age)
    with Lock(tmp_path, tmp_path) as held:
        held.check()
        assert [p.name for p in tmp_path.iterdir()] == ["lock-1"]
    assert not list(tmp_path.iterdir())


def test_a_lock_that_says_nothing_is_held_until_it_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PAUSE", 0.0)
    (tmp_path / "lock-3").write_bytes(b"")
    with pytest.raises(UsageError), Lock(tmp_path, tmp_path):
        pass
    os.utime(tmp_path / "lock-3", (time.time() - STALE - 60,) * 2)
    with Lock(tmp_path, tmp_path):
        assert [p.name for p in tmp_path.iterdir()] == ["lock-4"]


@pytest.mark.parametrize("void", [False, True])
def test_of_many_at_once_one_gets_it(tmp_path: Path, void: bool) -> None:
    if void:
        left_by(tmp_path, 1, "elsewhere", STALE + 60)

    def run(_: int) -> int:
        try:
            with Lock(tmp_path, tmp_path):
                time.sleep(3)
            return 1
        except UsageError:
            return 0

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(run, range(12))) == 1
    assert not list(tmp_path.iterdir())


def test_a_run_that_slept_too_long_gives_way(tmp_path: Path) -> None:
    with Lock(tmp_path, tmp_path) as asleep:
        os.utime(tmp_path / "lock-0", (time.time() - STALE - 60,) * 2)
        (tmp_path / "lock-0").write_text(json.dumps(["t", "", "", "elsewhere", 1, ""]), encoding="utf-8")
        asleep._renewed -= STALE
        with pytest.raises(UsageError) as told:
            asleep.check()
    assert "接手" in told.value.told("zh")
    assert (tmp_path / "lock-0").exists(), "it is not ours to remove"
