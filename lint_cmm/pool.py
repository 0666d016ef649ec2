"""Checking many files: in this process, or in worker processes whose death or hanging costs one file, not the run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lint_cmm.engine import TOGETHER, Checker
from lint_cmm.errors import UsageError, reason
from lint_cmm.findings import Result
from lint_cmm.kit.records import NamedTuple
from lint_cmm.settings import Settings

if TYPE_CHECKING:
    from lint_cmm.kit.workers import Serve

FILES_PER_WORKER = 12  # below this many files each, starting a worker costs more than it saves
GRACE = 20.0  # seconds past the document's own deadline, after which a worker is stuck and is killed


class Task(NamedTuple):
    """One file to check: its settings by number, and where its annotated copy goes ("" for none)."""

    path: str
    settings: int
    keep_document: bool = False
    annotate: str = ""


def jobs_for(tasks: int, wanted: int | None) -> int:
    """How many processes to use: what was asked for, else what pays, at most one a core."""
    import os

    if wanted:
        return min(wanted, tasks)
    return max(1, min(os.cpu_count() or 1, tasks // FILES_PER_WORKER))


def check_all(tasks: list[Task], settings: list[Settings], jobs: int) -> Iterator[tuple[int, Result]]:
    """(number of the task, its result), in the order in which they are done."""
    if jobs > 1:
        yield from _by_workers(tasks, settings, jobs)
        return
    checkers = [Checker(s) for s in settings]
    for first in range(0, len(tasks), TOGETHER):
        yield from enumerate(_check(checkers, tasks[first : first + TOGETHER]), first)
        if not first and len(tasks) >= FILES_PER_WORKER:
            from lint_cmm.kit.workers import settle

            settle()


def _check(checkers: list[Checker], hand: list[Task]) -> Iterator[Result]:
    """Check some files side by side, as far as they have the same settings, and write their annotated copies where they are wanted."""
    for (number, keep), same in groupby(hand, key=lambda task: (task.settings, task.keep_document)):
        tasks = list(same)
        for task, result in zip(tasks, checkers[number].check_paths([t.path for t in tasks], keep_document=keep), strict=True):
            if task.annotate and result.info:
                _annotate(task, result, checkers[number].settings)
            yield result


def _annotate(task: Task, result: Result, settings: Settings) -> None:
    from lint_cmm.word.annotate import annotate_file

    try:
        annotate_file(task.path, task.annotate, result, settings.lang, limits=settings.limits)
    except OSError as error:
        raise UsageError("error.write", path=task.annotate, why=reason(error)) from None


def _by_workers(tasks: list[Task], settings: list[Settings], jobs: int) -> Iterator[tuple[int, Result]]:
    from lint_cmm.kit.workers import DONE, TIME, Caps, Pool

    with Pool(_work, (settings,), jobs, Caps(max(s.deadline for s in settings) + GRACE)) as pool:
        for number, status, result in pool.run(enumerate(tasks)):
            if status != DONE:
                checker = Checker(settings[tasks[number].settings])
                facts = {"rule": "worker", "error": "died", "place": "", "seconds": f"{checker.settings.deadline:g}", "rules": ""}
                how = ("E007", "") if status == TIME else ("E006", "worker")
                yield number, checker.not_checked(tasks[number].path, *how, facts)
            else:
                yield number, result


def _work(pipe: Any, settings: list[Settings]) -> None:
    """A worker's life."""
    from lint_cmm.kit.workers import serve

    def begin() -> Serve:
        checkers = [Checker(s) for s in settings]
        return lambda hand: _check(checkers, hand)

    serve(pipe, begin, UsageError)
