"""Checking many files: in this process, or in worker processes whose death or hanging costs one file, not the run."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lint_cmm import few_collections, patterns
from lint_cmm.engine import Checker
from lint_cmm.errors import UsageError, reason
from lint_cmm.findings import Result
from lint_cmm.records import NamedTuple
from lint_cmm.settings import Settings

FILES_PER_WORKER = 12  # below this many files each, starting a worker costs more than it saves
AHEAD = 2  # tasks a worker holds: the next lies in its pipe while the parent is busy
LOOK = 1.0  # seconds between two looks at who is stuck
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
        yield from _Pool(tasks, settings, jobs).run()
        return
    checkers = [Checker(s) for s in settings]
    for i, task in enumerate(tasks):
        yield i, do(checkers, task)
        if not i and len(tasks) >= FILES_PER_WORKER:
            settle()


def settle() -> None:
    """After the first document all rules and words are loaded and stay: the collector need not go over them again (3 % of a run),
    and patterns that had to be compiled are kept for the next process: a worker is killed in the end."""
    import gc

    gc.collect()
    gc.freeze()
    patterns.keep()


def do(checkers: list[Checker], task: Task) -> Result:
    """Check one file, and write its annotated copy where one is wanted."""
    checker = checkers[task.settings]
    result = checker.check_path(task.path, keep_document=task.keep_document)
    if task.annotate and result.info:
        from lint_cmm.word.annotate import annotate_file

        try:
            annotate_file(task.path, task.annotate, result, checker.settings.lang, limits=checker.settings.limits)
        except OSError as error:
            raise UsageError("error.write", path=task.annotate, why=reason(error)) from None
    return result


def _work(pipe: Any, settings: list[Settings]) -> None:
    """A worker's life: tasks in, results out, until the pipe closes."""
    import signal

    few_collections()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    checkers: list[Checker] = []
    while True:
        try:
            number, task = pipe.recv()
        except EOFError:
            return
        try:
            first = not checkers
            checkers = checkers or [Checker(s) for s in settings]
            pipe.send((number, do(checkers, task)))
            if first:
                settle()
        except UsageError as error:  # the call is wrong: the parent ends it
            pipe.send((number, error))


class _Worker:
    """A process with its pipe and the tasks it holds; ``since`` is when it began the oldest of them."""

    def __init__(self, context: Any, settings: list[Settings]) -> None:
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_work, args=(other, settings), daemon=True)
        self.process.start()
        other.close()
        self.tasks: deque[int] = deque()
        self.since = 0.0

    def give(self, number: int, task: Task) -> None:
        """Hand over a task."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(number)
        with suppress(OSError):  # it died just now: the end of its pipe tells
            self.pipe.send((number, task))

    def answered(self) -> None:
        """The oldest task is done."""
        self.tasks.popleft()
        self.since = time.monotonic()

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Pool:
    """Workers over tasks. A task whose worker dies is tried once more, in a fresh one; then it is given up by name."""

    def __init__(self, tasks: list[Task], settings: list[Settings], jobs: int) -> None:
        from multiprocessing import get_context

        self.context = get_context("spawn")  # the same on every system
        self.tasks, self.settings = tasks, settings
        self.waiting = deque(range(len(tasks)))
        self.tried: set[int] = set()
        self.workers = [_Worker(self.context, settings) for _ in range(jobs)]
        self.checker: Checker | None = None
        self.look_again = 0.0

    def run(self) -> Iterator[tuple[int, Result]]:
        """All results, as they come."""
        from multiprocessing.connection import wait

        try:
            self._deal()
            while busy := {w.pipe: w for w in self.workers if w.tasks}:
                for pipe in wait(list(busy), timeout=LOOK):
                    worker = busy[pipe]
                    try:
                        number, result = worker.pipe.recv()
                    except (EOFError, OSError):
                        yield from self._lost(worker, "E006", "worker")
                        continue
                    if isinstance(result, UsageError):
                        raise result
                    worker.answered()
                    self._deal()
                    yield number, result
                if time.monotonic() >= self.look_again:
                    self.look_again = time.monotonic() + LOOK
                    yield from self._stuck()
                self._deal()
        finally:
            for worker in self.workers:
                worker.stop()

    def _deal(self) -> None:
        """A task for whoever has none; a second one as long as there are enough for all."""
        for held in range(AHEAD):
            for worker in self.workers:
                if len(worker.tasks) == held and len(self.waiting) > held * len(self.workers):
                    number = self.waiting.popleft()
                    worker.give(number, self.tasks[number])

    def _lost(self, worker: _Worker, code: str, variant: str) -> Iterator[tuple[int, Result]]:
        """A worker is dead or hangs, by the oldest of its tasks; the others go back."""
        worker.stop()
        self.workers[self.workers.index(worker)] = _Worker(self.context, self.settings)
        number, *others = worker.tasks
        self.waiting.extendleft(reversed(others))
        if code == "E006" and number not in self.tried:
            self.tried.add(number)
            self.waiting.appendleft(number)
        else:
            yield number, self._given_up(number, code, variant)

    def _stuck(self) -> Iterator[tuple[int, Result]]:
        now = time.monotonic()
        for worker in [w for w in self.workers if w.tasks and not w.pipe.poll()]:
            limit = self.settings[self.tasks[worker.tasks[0]].settings].deadline + GRACE
            if now - worker.since > limit:
                yield from self._lost(worker, "E007", "")

    def _given_up(self, number: int, code: str, variant: str) -> Result:
        task = self.tasks[number]
        self.checker = self.checker or Checker(self.settings[task.settings])
        facts = {"rule": "worker", "error": "died", "place": "", "seconds": f"{self.checker.settings.deadline:g}", "rules": ""}
        return self.checker.not_checked(task.path, code, variant, facts)
