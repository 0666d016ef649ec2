"""Poison in the middle of an intake costs its own file only, and is given up by name."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lint_cmm import engine
from lint_cmm.batch import worker
from lint_cmm.batch.worker import Job
from lint_cmm.kit import workers
from lint_cmm.kit.workers import CRASH, DONE, MEMORY, TIME, Caps, Pool, resident
from lint_cmm.package.limits import Limits
from lint_cmm.settings import Settings

pytestmark = pytest.mark.skipif(os.name != "posix", reason="workers of these tests are forked, to carry the patched check")


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Files whose check dies, hangs, eats memory, or fails the first time only."""
    import multiprocessing

    from support import rule_book

    rule_book()
    fork = multiprocessing.get_context("fork")
    monkeypatch.setattr("multiprocessing.get_context", lambda method=None: fork)
    read = engine._open

    def dangerous(path: str, limits: Limits) -> bytes:
        name = Path(path).stem
        with (tmp_path / "tries").open("a", encoding="utf-8") as tries:
            tries.write(f"{name}\n")
        first = "flaky" in name and not (tmp_path / "once").exists()
        if first:
            (tmp_path / "once").touch()
        if first or "crash" in name:
            os._exit(11)
        if "hang" in name:
            time.sleep(120)
        if "memory" in name:
            return bytes(4 << 30)
        return read(path, limits)

    monkeypatch.setattr(engine, "_open", dangerous)
    return tmp_path


def test_poison_costs_its_own_file_only(poisoned: Path, good_docx: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "STARTING", 1.0)
    names = [f"good{i}" for i in range(48)]
    names[1:8:2] = ["crash", "hang", "memory", "crash2"]  # in one hand
    names[20] = "flaky"
    for name in names:
        (poisoned / f"{name}.docx").write_bytes(good_docx)
    jobs = ((name, Job("check", str(poisoned / f"{name}.docx"), name)) for name in names)
    with Pool(worker.work, (Settings(), 1500, "0"), 2, Caps(6.0, 1500)) as pool:
        found = {answer.key: answer.status for answer in pool.run(jobs)}
    assert found == {n: {"crash": CRASH, "crash2": CRASH, "hang": TIME, "memory": MEMORY}.get(n, DONE) for n in names}
    tries = (poisoned / "tries").read_text(encoding="utf-8").split()
    assert all(1 <= tries.count(n) <= 2 for n in names) and tries.count("flaky") == 2
    assert all(tries.count(n) == 1 for n in names[32:])  # whoever was not handed over with a bad one is checked once
    last = {n: len(tries) - 1 - tries[::-1].index(n) for n in ("crash", "hang", "memory", "crash2", "flaky")}
    assert tries.index("good47") < min(last.values())  # again only when all others were done


def test_the_memory_of_a_process_is_known() -> None:
    assert resident(os.getpid()) > 1 << 20
    assert resident(None) == 0
