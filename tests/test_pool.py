"""Workers: one that dies or hangs costs its own file and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import rule_book

from lint_cmm import engine, pool
from lint_cmm.kit import workers
from lint_cmm.package.limits import Limits
from lint_cmm.pool import Task, check_all, jobs_for
from lint_cmm.settings import Settings

pytestmark = pytest.mark.skipif(os.name != "posix", reason="workers of these tests are forked, to carry the patched check")


@pytest.fixture
def tasks(tmp_path: Path, good_docx: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """Files of which one kills its worker, one keeps it for ever, and one fails the first time only."""
    import multiprocessing

    rule_book()  # compiled and cached: a worker's start counts towards its first file
    fork = multiprocessing.get_context("fork")
    monkeypatch.setattr("multiprocessing.get_context", lambda method=None: fork)
    monkeypatch.setattr(pool, "GRACE", 0.5)
    once = tmp_path / "once"
    read = engine._open

    def dangerous(path: str, limits: Limits) -> bytes:
        name = Path(path).name
        if "poison" in name or ("flaky" in name and not once.exists()):
            once.touch()
            os._exit(9)
        if "stuck" in name:
            import time

            time.sleep(60)
        return read(path, limits)

    monkeypatch.setattr(engine, "_open", dangerous)
    monkeypatch.setattr(workers, "STARTING", 0.0)
    names = ["a", "flaky", "b", "poison", "c", "stuck", "d"]
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(good_docx)
    return [Task(str(tmp_path / f"{name}.docx"), 0) for name in names]


def test_a_dead_or_stuck_worker_costs_one_file(tasks: list[Task]) -> None:
    results = dict(check_all(tasks, [Settings(deadline=2.0)], 2))
    assert sorted(results) == list(range(len(tasks)))
    broken = {Path(r.path).stem: r.findings[0].code for r in results.values() if not r.complete}
    assert broken == {"poison": "E006", "stuck": "E007"}
    assert all(r.verdict == "reject" for r in results.values() if not r.complete)
    assert results[1].complete and results[0].findings == results[6].findings


def test_a_wrong_call_ends_the_run(tasks: list[Task]) -> None:
    from lint_cmm.errors import UsageError

    with pytest.raises(UsageError, match="Q9"):
        list(check_all(tasks, [Settings(select=("Q9",))], 2))


def test_few_files_are_checked_without_workers() -> None:
    assert jobs_for(1, None) == jobs_for(5, 0) == 1
    assert jobs_for(5, 3) == 3
    assert jobs_for(2, 8) == 2


def test_workers_keep_the_patterns_they_compile(tmp_path: Path, good_docx: bytes) -> None:
    import subprocess
    import sys

    for name in ("a", "b"):
        (tmp_path / f"{name}.docx").write_bytes(good_docx)
    command = [sys.executable, "-m", "lint_cmm", "--jobs", "2", "-q", str(tmp_path / "a.docx"), str(tmp_path / "b.docx")]
    root = str(Path(pool.__file__).parents[1])
    subprocess.run(command, cwd=root, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}, check=False)
    assert list(tmp_path.rglob("patterns-*.bin"))
