"""One run at a time in a folder of results.

Locks of the system are no help: they differ between systems, and many network shares do not keep them. What all of them have is a file
that is created only if it is not there yet, and the time of its last change. A lock is such a file, ``lock-N``, which says who holds it
and is written anew every few seconds. It is void where its process is known to be gone, or where nobody has written it for a while: then
a run takes the next number. Of several that find the same void lock only one can create the next.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import random
from typing import NamedTuple
from uuid import uuid4

from lint_cmm.errors import UsageError

BEAT = 5.0  # seconds between two signs of life
STALE = 120.0  # seconds without one after which a lock is void, wherever its owner ran
PREFIX = "lock-"
_NAME = re.compile(rf"{PREFIX}(\d+)")
_TRIES = 20
_PAUSE = 0.05  # seconds; a lock that was created just now may still be empty


class Owner(NamedTuple):
    """Who holds a lock. ``machine`` tells apart what ``computer`` does not: a restart, a container."""

    token: str
    user: str
    computer: str
    machine: str
    process: int
    since: str


class Lock:
    """The lock on the results in ``out``, whose work folder is ``work``. Use as a context manager; raises UsageError when it is held."""

    def __init__(self, work: Path, out: Path) -> None:
        self._work, self._out = work, out
        self._me = Owner(uuid4().hex, _user(), platform.node(), _machine(), os.getpid(), f"{datetime.now():%Y-%m-%d %H:%M}")
        self._path = work
        self._lost = False
        self._renewed = 0.0
        self._over = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Lock:
        for _ in range(_TRIES):
            if self._taken():
                self._renewed = time.time()
                self._beating.start()
                return self
            time.sleep(_PAUSE * (1 + random()))  # two that make way for each other should not do so again
        raise UsageError("batch.locked-anyhow", out=str(self._out))

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._beating.join()
        if not self._lost:
            _remove(self._path)

    def check(self) -> None:
        """Raise UsageError where another run has taken over, because this one was stopped (a computer asleep) for so long."""
        if time.time() - self._renewed > STALE / 2:
            self._renew()
        if self._lost:
            raise UsageError("batch.lost", out=str(self._out))

    def _taken(self) -> bool:
        """Whether the lock is ours now; False to try again. Raises UsageError when somebody holds it."""
        before = _locks(self._work)
        for path in before.values():
            self._refuse_if_held(path)
        path = self._work / f"{PREFIX}{max(before, default=-1) + 1}"
        try:
            with path.open("xb") as file:
                file.write(json.dumps(self._me).encode())
        except FileExistsError:
            return False
        others = set(_locks(self._work).values()) - {path, *before.values()}
        if others:  # somebody began while we looked: neither stays, both try again
            _remove(path)
            return False
        self._path = path
        for void in before.values():
            _remove(void)
        return True

    def _refuse_if_held(self, path: Path) -> None:
        try:
            quiet = _now(self._work, self._me.token) - path.stat().st_mtime
            owner = _owner(path)
        except FileNotFoundError:
            return  # given back just now
        if quiet > STALE or (owner and owner.machine == self._me.machine and not _alive(owner.process)):
            return
        if owner is None:
            raise UsageError("batch.locked-anyhow", out=str(self._out))
        raise UsageError("batch.locked", out=str(self._out), user=owner.user, computer=owner.computer, since=owner.since)

    def _beat(self) -> None:
        while not self._lost and not self._over.wait(BEAT):
            self._renew()

    def _renew(self) -> None:
        """Write the lock anew: that sets its time by the clock of the disk it lies on, which is the one it is judged by."""
        try:
            with self._path.open("r+b") as file:
                said = file.read()
                self._lost = self._lost or json.loads(said)[0] != self._me.token
                if not self._lost:
                    file.seek(0)
                    file.write(said)
                    self._renewed = time.time()
        except FileNotFoundError:
            self._lost = True
        except (OSError, ValueError):  # a share that is away, a scanner that has the file open: the next time will do
            return


def _locks(work: Path) -> dict[int, Path]:
    """The locks that lie in ``work``, by number."""
    found = ((_NAME.fullmatch(name), work / name) for name in sorted(os.listdir(work)))
    return {int(match[1]): path for match, path in found if match}


def _owner(path: Path) -> Owner | None:
    """Who holds the lock; None where it does not say even after a moment."""
    for _ in range(_TRIES):
        with suppress(ValueError, TypeError, PermissionError):
            return Owner(*json.loads(path.read_bytes()))
        time.sleep(_PAUSE)
    return None


def _now(work: Path, token: str) -> float:
    """The time by the clock of the disk that ``work`` lies on, which may be another computer's."""
    path = work / f"{PREFIX}time-{token}"
    try:
        with path.open("wb") as file:
            file.write(b".")
            file.flush()
            return os.fstat(file.fileno()).st_mtime
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    """Away with it, if the system lets us: on Windows not while somebody reads it."""
    for _ in range(_TRIES):
        with suppress(OSError):
            path.unlink(missing_ok=True)
            return
        time.sleep(_PAUSE)


def _user() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # a system that does not know
        return "?"


def _machine() -> str:
    """Where process numbers mean the same: the computer since its start, and the container where the system tells."""
    parts = [platform.node()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    with suppress(OSError, AttributeError):
        parts.append(os.readlink("/proc/self/ns/pid"))
    return " ".join(parts)


def _alive(process: int) -> bool:
    """Whether there is such a process on this computer."""
    if sys.platform == "win32":  # os.kill would end it
        import ctypes

        query, running, code = 0x1000, 259, ctypes.c_ulong()
        system = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = system.OpenProcess(query, False, process)
        if not handle:
            return bool(ctypes.get_last_error() == 5)  # there, but not ours to look at
        known = system.GetExitCodeProcess(handle, ctypes.byref(code))
        system.CloseHandle(handle)
        return not known or code.value == running
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
