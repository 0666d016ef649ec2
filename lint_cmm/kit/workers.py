"""Worker processes that may die: each behind a pipe of its own, with a deadline and a memory cap.

Not a ProcessPoolExecutor: there one dead child spoils the pool. Jobs go out in hands of a few, since documents are checked
faster side by side. A worker that dies, hangs or runs out of memory leaves a hand that has not been answered: its jobs are tried
once more when all others are done, each alone, so that only the guilty one is given up by name.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from lint_cmm import few_collections
from lint_cmm.kit import patterns
from lint_cmm.kit.records import NamedTuple

MIB = 1024 * 1024
HAND = 8  # jobs handed over at once
DEPTH = 2  # hands a worker holds: it never waits for the parent
RECYCLED = 2000  # jobs after which a worker is replaced, whatever it may have gathered
STARTING = 60.0  # seconds a worker may take to load, before its first deadline begins
WATCH = 0.5  # seconds between two looks at workers that are busy

# what became of a job
DONE = "ok"
MEMORY = "memory"
CRASH = "crash"
TIME = "time"
# what else a worker says
_READY = "ready"  # it has loaded
_WRONG = "wrong"  # the call is, and the parent ends the run

Serve = Callable[[list[Any]], Iterable[Any]]


class Caps(NamedTuple):
    """What a job may take: ``seconds`` until its worker is killed, ``memory`` in MiB (0: whatever it needs)."""

    seconds: float
    memory: int = 0


class Answer(NamedTuple):
    """What became of a job: :data:`DONE` with ``data``, or why there is none."""

    key: Any
    status: str
    data: Any


def settle() -> None:
    """After the first documents all rules and words are loaded and stay: the collector need not go over them again (3 % of a run),
    and patterns that had to be compiled are kept for the next process: a worker is killed in the end."""
    import gc

    gc.collect()
    gc.freeze()
    patterns.keep()


def serve(pipe: Any, begin: Callable[[], Serve], wrong: type[Exception]) -> None:
    """A worker's life: hands in, an answer for each job out, until the pipe closes. ``begin`` makes what serves them.

    ``wrong`` is the exception that says that the call itself is wrong: it ends the worker and is raised in the parent.
    A MemoryError ends it: what is left of the memory is not to be trusted.
    """
    import signal

    few_collections()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    jobs: Serve | None = None
    with suppress(EOFError, OSError):  # the parent is gone, or does not want any more
        while True:
            hand = pipe.recv()
            first = jobs is None
            try:
                if jobs is None:
                    jobs = begin()
                    pipe.send((_READY, None))
                for data in jobs(hand):
                    if first:
                        settle()  # before the answer: with the last one the parent may end this process
                        first = False
                    pipe.send((DONE, data))
            except MemoryError:
                pipe.send((MEMORY, None))
                return
            except wrong as error:
                pipe.send((_WRONG, error))
                return


class _Worker:
    """A process, its pipe and the hands it holds; ``since`` is when it began the oldest of them, or last answered."""

    def __init__(self, context: Any, work: Callable[..., None], args: tuple[Any, ...]) -> None:
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=work, args=(other, *args), daemon=True)
        self.process.start()
        other.close()
        self.hands: deque[deque[tuple[Any, Any]]] = deque()
        self.taken = 0
        self.since = time.monotonic() + STARTING

    def give(self, hand: list[tuple[Any, Any]]) -> None:
        """Hand over jobs."""
        if not self.hands:
            self.since = max(self.since, time.monotonic())
        self.hands.append(deque(hand))
        self.taken += len(hand)
        with suppress(OSError):  # it died just now: the end of its pipe tells
            self.pipe.send([job for _, job in hand])

    def answered(self) -> Any:
        """The key of the job that an answer belongs to."""
        key, _ = self.hands[0].popleft()
        if not self.hands[0]:
            self.hands.popleft()
        self.since = time.monotonic()
        return key

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Pool:
    """``size`` processes that run ``work(pipe, *args)``, see :func:`serve`. Use as a context manager; leaving it ends them all."""

    def __init__(self, work: Callable[..., None], args: tuple[Any, ...], size: int, caps: Caps) -> None:
        from multiprocessing import get_context

        self._context = get_context("spawn")  # the same on every system, and no inherited locks
        self._work, self._args = work, args
        self._size, self._caps = size, caps
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def run(self, source: Iterable[tuple[Any, Any]]) -> Iterator[Answer]:
        """The answer of every job (key, job) of ``source``, as they come; those of jobs whose worker was lost come last.

        Raises what a worker has found to be wrong with the call.
        """
        lost: dict[Any, tuple[Any, str]] = {}
        yield from self._all(iter(source), self._size, lost)
        for key, (job, _) in sorted(lost.items(), key=lambda entry: entry[0]):
            again: dict[Any, tuple[Any, str]] = {}
            yield from self._all(iter([(key, job)]), 1, again)
            for _, reason in again.values():
                yield Answer(key, reason, None)

    def _all(self, source: Iterator[tuple[Any, Any]], size: int, lost: dict[Any, tuple[Any, str]]) -> Iterator[Answer]:
        from multiprocessing.connection import wait

        waiting: deque[tuple[Any, Any]] = deque()
        more = True
        while True:
            while more and len(waiting) < size * DEPTH * HAND:
                job = next(source, None)
                if job is None:
                    more = False
                else:
                    waiting.append(job)
            self._deal(waiting, size)
            busy = {w.pipe: w for w in self._workers if w.hands}
            if not busy and not waiting and not more:
                return
            for pipe in wait(list(busy), timeout=WATCH):
                worker = busy[pipe]
                try:
                    status, data = worker.pipe.recv()
                except (EOFError, OSError):
                    status, data = CRASH, None
                if status == _WRONG:
                    raise data
                if status == _READY:
                    worker.since = time.monotonic()
                elif status == DONE:
                    yield Answer(worker.answered(), DONE, data)
                else:
                    self._lose(worker, status, waiting, lost)
            self._watch(waiting, lost)

    def _deal(self, waiting: deque[tuple[Any, Any]], size: int) -> None:
        """A hand for whoever has none, then a second one; smaller ones towards the end, so that all end together."""
        for worker in [w for w in self._workers if w.taken >= RECYCLED and not w.hands]:
            worker.stop()
            self._workers.remove(worker)
        while waiting and len(self._workers) < size:
            self._workers.append(_Worker(self._context, self._work, self._args))
        for depth in range(1, DEPTH + 1):
            for worker in self._workers[:size]:
                if waiting and len(worker.hands) < depth and worker.taken < RECYCLED:
                    worker.give([waiting.popleft() for _ in range(max(1, min(HAND, len(waiting) // size)))])

    def _lose(self, worker: _Worker, reason: str, waiting: deque[tuple[Any, Any]], lost: dict[Any, tuple[Any, str]]) -> None:
        """A worker is gone: what is left of its oldest hand is suspect, its other hands go back."""
        worker.stop()
        self._workers.remove(worker)
        suspects, *others = worker.hands or [()]
        lost.update((key, (job, reason)) for key, job in suspects)
        waiting.extendleft(reversed([job for hand in others for job in hand]))

    def _watch(self, waiting: deque[tuple[Any, Any]], lost: dict[Any, tuple[Any, str]]) -> None:
        now = time.monotonic()
        for worker in [w for w in self._workers if w.hands and not w.pipe.poll()]:
            if now - worker.since > self._caps.seconds:
                self._lose(worker, TIME, waiting, lost)
            elif self._caps.memory and now - worker.since > 2 * WATCH and resident(worker.process.pid) > self._caps.memory * MIB:
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
    import subprocess

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
