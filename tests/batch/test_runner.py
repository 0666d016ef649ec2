"""Poison in the middle of an intake costs its own file only, and is given up by name."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lint_cmm.batch import worker
from lint_cmm.batch.records import CHECKED, CRASH, MEMORY, TIME
from lint_cmm.batch.runner import Caps, Pool, resident
from lint_cmm.batch.worker import Job
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
    real = worker.check

    def check(checker: object, names: object, common: object, job: Job) -> object:
        with (tmp_path / "tries").open("a", encoding="utf-8") as tries:
            tries.write(f"{job.shown}\n")
        first = "flaky" in job.shown and not (tmp_path / "once").exists()
        if first:
            (tmp_path / "once").touch()
        if first or "crash" in job.shown:
            os._exit(11)
        if "hang" in job.shown:
            time.sleep(120)
        if "memory" in job.shown:
            hoard = bytearray(4 << 30)
            return len(hoard)
        return real(checker, names, common, job)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "check", check)
    return tmp_path


def test_poison_costs_its_own_file_only(poisoned: Path, good_docx: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lint_cmm.batch.runner.STARTING", 1.0)
    names = ["a", "crash", "b", "hang", "c", "memory", "d", "flaky", *"efgh"]
    (poisoned / "x.docx").write_bytes(good_docx)
    jobs = ((name, Job("check", str(poisoned / "x.docx"), name)) for name in names)
    with Pool(Settings(), 2, Caps(6.0, 1500), "0") as pool:
        found = {answer.key: answer.status for answer in pool.run(jobs)}
    assert found == {n: {"crash": CRASH, "hang": TIME, "memory": MEMORY}.get(n, CHECKED) for n in names}
    tries = (poisoned / "tries").read_text(encoding="utf-8").split()
    assert all(tries.count(n) == (2 if n in ("crash", "hang", "memory", "flaky") else 1) for n in names)
    assert set(tries[-4:]) == {"crash", "hang", "memory", "flaky"}  # again only when all others were done


def test_the_memory_of_a_process_is_known() -> None:
    assert resident(os.getpid()) > 1 << 20
    assert resident(None) == 0
