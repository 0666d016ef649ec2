"""Sentences with their fields filled in, and nouns that go with their numbers."""

from __future__ import annotations

from typing import Protocol


class Fields(Protocol):
    """What gives the value of a field by its name."""

    def __getitem__(self, key: str, /) -> object: ...


def fill(text: str, fields: Fields) -> str:
    """``text`` with its ``{fields}`` filled in. ``{n:file|files}`` gives the number with its noun: "1 file", "0 files"."""
    if "{" not in text and "}" not in text:
        return text
    return text.format_map(_Counting(fields) if "|" in text else fields)


def unfilled(text: str) -> str:
    """``text`` as it is shown without facts: ``{n:file|files}`` becomes "… files"."""
    return fill(text, _Names())


class _Names:
    def __getitem__(self, key: str) -> str:
        return "…"


class _Counting:
    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def __getitem__(self, key: str) -> _Counted:
        return _Counted(self._fields[key])


class _Counted:
    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        one, counted, many = spec.partition("|")
        return f"{self._value} {one if str(self._value) == '1' else many}" if counted else format(self._value, spec)

    def __repr__(self) -> str:
        return repr(self._value)
