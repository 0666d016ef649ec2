"""``python -m lint_cmm`` and the ``lint-cmm`` command."""

from __future__ import annotations

import atexit
import os
import sys

from lint_cmm import few_collections


def main() -> int:
    """Run the command line; gives the exit status."""
    _in_utf8()
    few_collections()
    _open_streams()
    from lint_cmm.commands import run

    status = run(sys.argv[1:])
    if _alone() and _flushed():
        os._exit(status)  # taking a hundred modules apart takes as long as reading a file
    return status


def _in_utf8() -> None:
    """Start over in UTF-8 where the system's encoding of names has no Chinese (Latin-1, LC_ALL=C with PYTHONUTF8=0): no file could be named
    after a unit, and of what is said only question marks would be left."""
    try:
        "中".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        if sys.executable and not getattr(sys, "frozen", False):
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _open_streams() -> None:
    """Where whoever started us has closed standard output or error, what is said there is said to nobody."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for as long as the program runs


def _alone() -> bool:
    """Whether nobody waits for the end of the interpreter: no exit handlers (worker processes, coverage), no profiler, no tracer."""
    handlers = getattr(atexit, "_ncallbacks", lambda: 1)()
    return not handlers and "cProfile" not in sys.modules and sys.getprofile() is None and sys.gettrace() is None


def _flushed() -> bool:
    """Whether all that was printed has gone out; where it cannot, the interpreter says so at its own end."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
