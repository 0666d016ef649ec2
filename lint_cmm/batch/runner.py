"""Workers that may die: each in a process of its own behind a pipe, with a deadline and a memory cap for every file.

Not a ProcessPoolExecutor: there one dead child spoils the pool. A worker that dies, hangs or runs out of memory costs its
current file only. That file is tried once more, alone, when all others are done; then it is given up by name.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from lint_cmm.batch.records import CHECKED, CRASH, MEMORY, TIME
from lint_cmm.batch.worker import MIB, Job, work
from lint_cmm.settings import Settings

DEPTH = 2  # jobs handed to a worker at once: it never waits for the parent
RECYCLED = 2000  # jobs after which a worker is replaced, whatever it may have gathered
STARTING = 60.0  # seconds a worker may take to load, added to its first deadline
WATCH = 0.5  # seconds between two looks at workers that are busy


class Caps(NamedTuple):
    """What a file may take: ``seconds`` until its worker is killed, ``memory`` in MiB."""

    seconds: float
    memory: int


class Answer(NamedTuple):
    """What became of a job: :data:`CHECKED` with ``data``, or why there is none."""

    key: Any
    status: str
    data: Any


class _Worker:
    def __init__(self, context: Any, settings: Settings, caps: Caps, version: str) -> None:
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=work, args=(other, settings, caps.memory, version), daemon=True)
        self.process.start()
        other.close()
        self.jobs: deque[tuple[Any, Job]] = deque()
        self.done = 0
        self.since = time.monotonic() + STARTING

    def give(self, key: Any, job: Job) -> None:
        if not self.jobs:
            self.since = max(self.since, time.monotonic())
        self.jobs.append((key, job))
        self.pipe.send(job)

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Pool:
    """``jobs`` worker processes. Use as a context manager; leaving it ends them all."""

    def __init__(self, settings: Settings, jobs: int, caps: Caps, version: str) -> None:
        from multiprocessing import get_context

        self._context = get_context("spawn")  # the same on every system, and no inherited locks
        self._settings, self._caps, self._version = settings, caps, version
        self._size = jobs
        self._workers: list[_Worker] = []
        self.suspects: list[tuple[Any, Job]] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def run(self, source: Iterator[tuple[Any, Job]]) -> Iterator[Answer]:
        """Every job's answer, as they come; those of files that cost a worker its life last."""
        self.suspects = []
        yield from self._all(source, self._size, self.suspects)
        for suspect in sorted(self.suspects, key=lambda s: s[1].shown):
            again: list[tuple[Any, Job]] = []
            self._reasons: dict[str, str] = {}
            yield from self._all(iter([suspect]), 1, again)
            for key, job in again:
                yield Answer(key, self._reasons.get(job.shown, CRASH), None)

    def _all(self, source: Iterator[tuple[Any, Job]], size: int, lost: list[tuple[Any, Job]]) -> Iterator[Answer]:
        from multiprocessing.connection import wait

        waiting: deque[tuple[Any, Job]] = deque()
        self._reasons = {}
        open_source = True
        while True:
            while open_source and len(waiting) < size * DEPTH:
                job = next(source, None)
                if job is None:
                    open_source = False
                else:
                    waiting.append(job)
            self._deal(waiting, size)
            busy = {w.pipe: w for w in self._workers if w.jobs}
            if not busy:
                if not waiting and not open_source:
                    return
                continue
            for pipe in wait(list(busy), timeout=WATCH):
                worker = busy[pipe]
                try:
                    status, data = worker.pipe.recv()
                except (EOFError, OSError):
                    self._lose(worker, CRASH, waiting, lost)
                    continue
                if status == MEMORY:
                    self._lose(worker, MEMORY, waiting, lost)
                    continue
                key, _ = worker.jobs.popleft()
                worker.since = time.monotonic()
                worker.done += 1
                yield Answer(key, CHECKED, data)
            self._watch(waiting, lost)

    def _deal(self, waiting: deque[tuple[Any, Job]], size: int) -> None:
        for worker in [w for w in self._workers if w.done >= RECYCLED and not w.jobs]:
            worker.stop()
            self._workers.remove(worker)
        while waiting and len(self._workers) < size:
            self._workers.append(_Worker(self._context, self._settings, self._caps, self._version))
        for depth in range(1, DEPTH + 1):
            for worker in self._workers[:size]:
                if waiting and len(worker.jobs) < depth and worker.done + len(worker.jobs) < RECYCLED:
                    key, job = waiting.popleft()
                    try:
                        worker.give(key, job)
                    except (BrokenPipeError, OSError):
                        continue  # it died just now: the pipe's end tells

    def _lose(self, worker: _Worker, reason: str, waiting: deque[tuple[Any, Job]], lost: list[tuple[Any, Job]]) -> None:
        """A worker is gone: its first unanswered job is the culprit, the others go back."""
        worker.stop()
        self._workers.remove(worker)
        if worker.jobs:
            key, job = worker.jobs.popleft()
            lost.append((key, job))
            self._reasons[job.shown] = reason
        waiting.extendleft(reversed(worker.jobs))

    def _watch(self, waiting: deque[tuple[Any, Job]], lost: list[tuple[Any, Job]]) -> None:
        now = time.monotonic()
        for worker in [w for w in self._workers if w.jobs]:
            if now - worker.since > self._caps.seconds:
                self._lose(worker, TIME, waiting, lost)
            elif now - worker.since > 2 * WATCH and resident(worker.process.pid) > self._caps.memory * MIB:
                self._lose(worker, MEMORY, waiting, lost)


def resident(pid: int | None) -> int:
    """The memory a process has in use, bytes; 0 where the system does not say."""
    if pid is None:
        return 0
    if sys.platform == "win32":
        return _resident_windows(pid)
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4096
    except OSError:
        pass
    try:
        answer = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, timeout=5, check=False)
        return int(answer.stdout or 0) * 1024
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _resident_windows(pid: int) -> int:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", wintypes.DWORD), ("faults", wintypes.DWORD)] + [(f"n{i}", ctypes.c_size_t) for i in range(8)]

    windll = getattr(ctypes, "windll", None)
    handle = windll.kernel32.OpenProcess(0x1000 | 0x0010, False, pid) if windll else 0
    if windll is None or not handle:
        return 0
    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    fine = windll.psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    windll.kernel32.CloseHandle(handle)
    return int(counters.n1) if fine else 0  # n0 is the peak, n1 the working set
