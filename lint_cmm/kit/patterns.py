"""Regular expressions, compiled once for each machine instead of once for each process.

A drop-in for ``re`` as this project uses it: ``from lint_cmm import patterns as re``. Compiling the patterns of a run in pure
Python takes longer than reading the document; what comes out of it, the code of the matcher, is a list of numbers that
``_sre`` takes back in microseconds. These lists are kept in a file in the user's cache folder (and, for the version of Python that
built it, in the wheel): an index in JSON, by pattern, and the numbers as they are.

A list of numbers that is no regular expression could in principle lead the matcher astray; ``_sre`` validates every list
before it takes it, and none is read but from the package itself or from a file that only its owner can write. Whatever does
not fit goes through ``re.compile``.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from re import IGNORECASE, Match, Pattern, error, escape
from re import MULTILINE as M
from typing import Any

from lint_cmm.kit import usercache

__all__ = [
    "IGNORECASE",
    "M",
    "Match",
    "Pattern",
    "compile",
    "error",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

WHEEL_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_patterns.bin")
MOST = 1000  # patterns kept; beyond that only those of the last run
_LENGTH = 4  # bytes that tell the length of the index

Entry = tuple[int, int, dict[str, int], bytes | memoryview]  # flags, number of groups, their names, code (32-bit numbers)

_used: dict[str, Entry] = {}  # patterns of this process
_stores: list[dict[str, Entry]] = []  # what the wheel and the cache hold, each read when first asked
_new: set[str] = set()  # patterns that neither held


@cache
def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """``re.compile``, from the kept code where there is one. Raises re.error."""
    key = f"{int(flags)} {pattern}"
    entry = _find(key)
    if entry is not None:
        try:
            made = _rebuilt(pattern, entry)
        except (AttributeError, ImportError, IndexError, OverflowError, RuntimeError, TypeError, ValueError):  # not what we wrote
            return _compiled(key, pattern, int(flags))
        _used[key] = entry
        return made
    return _compiled(key, pattern, int(flags))


def search(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    """``re.search``."""
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    """``re.match``."""
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    """``re.fullmatch``."""
    return compile(pattern, flags).fullmatch(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[Match[str]]:
    """``re.finditer``."""
    return compile(pattern, flags).finditer(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    """``re.findall``."""
    return compile(pattern, flags).findall(text)


def split(pattern: str, text: str, maxsplit: int = 0) -> list[str | Any]:
    """``re.split``."""
    return compile(pattern).split(text, maxsplit)


def sub(pattern: str, by: str, text: str) -> str:
    """``re.sub``."""
    return compile(pattern).sub(by, text)


def keep() -> None:
    """Write what this process had to compile into the user's cache. Called once, at the end of a call of the command line."""
    path = _cache_file() if _new else ""
    if path:
        held = _held(path, own=True) | _used
        usercache.write(path, packed(held if len(held) <= MOST else _used))
        _new.clear()


def packed(entries: dict[str, Entry] | None = None) -> bytes:
    """The content of a file with ``entries``, by default all that this process has compiled (for the wheel)."""
    index: dict[str, list[Any]] = {}
    codes: list[bytes | memoryview] = []
    at = 0
    for key, (flags, groups, names, code) in sorted((_used if entries is None else entries).items()):
        index[key] = [flags, groups, names, at, at + len(code)]
        codes.append(code)
        at += len(code)
    head = usercache.dumps({"for": _version(), "size": at, "patterns": index})
    return b"".join([len(head).to_bytes(_LENGTH, "big"), head, *codes])


def _version() -> str:
    """Code fits only the very version of Python that made it, and its matcher's word size and byte order."""
    import _sre  # type: ignore[import-not-found]

    return f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}-{_sre.CODESIZE}-{sys.byteorder}"


def _find(key: str) -> Entry | None:
    for number in (0, 1):
        if number == len(_stores):
            path = _cache_file() if number else WHEEL_FILE
            _stores.append(_held(path, own=bool(number)) if path else {})
        if key in _stores[number]:
            return _stores[number][key]
    return None


def _held(path: str, *, own: bool) -> dict[str, Entry]:
    """The entries in the file at ``path``; none when it is not there, not ours, or of another Python."""
    data = memoryview(usercache.read(path, own=own))
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    index, code = usercache.loads(bytes(data[_LENGTH:end])), data[end:]
    if index.get("for") != _version() or index.get("size") != len(code):
        return {}
    try:
        return {k: (flags, groups, names, code[a:b]) for k, (flags, groups, names, a, b) in index["patterns"].items()}
    except (AttributeError, KeyError, TypeError, ValueError):  # spoilt
        return {}


def _cache_file() -> str:
    folder = usercache.cache_folder()
    return os.path.join(folder, f"patterns-{_version()}.bin") if folder else ""


def _compiled(key: str, pattern: str, flags: int) -> Pattern[str]:
    """``re.compile`` by its own steps, so that the code can be kept."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, flags)
        state = parsed.state
        code = b"".join([int(number).to_bytes(4, sys.byteorder) for number in _compiler._code(parsed, flags)])
        entry: Entry = flags | state.flags, state.groups - 1, dict(state.groupdict), code
        made = _rebuilt(pattern, entry)
    except (ImportError, AttributeError, OverflowError, TypeError, RuntimeError):  # another Python than those known
        return re.compile(pattern, flags)
    _used[key] = entry
    _new.add(key)
    return made


def _rebuilt(pattern: str, entry: Entry) -> Pattern[str]:
    import _sre

    flags, groups, names, code = entry
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    numbers = memoryview(code).cast("I").tolist()
    made: Pattern[str] = _sre.compile(pattern, flags, numbers, groups, names, tuple(by_number))
    return made
