"""Patterns from kept code match like compiled ones, and nothing but our own code is taken."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lint_cmm.kit import patterns, usercache

SAMPLES = {
    r"(?P<year>20[0-9]{2})年(?:度)?(民主|组织)生活会": "2024年度民主生活会、2025年组织生活会",
    r"(?<![A-Za-z])[xX×]{2,9}(?=[\u4e00-\u9fff])": "在xxx镇，××同志，axx镇",
    r"^[一二三四五六七八九十]{1,3}、[^。\n]{1,40}$": "一、问题\n二、原因\n三、措施。",
    "[\u4e00-\u9fffA-Za-z]{2,3}?": "对照检查材料 abc",
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache of its own, and a process that has compiled nothing yet."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(sys, "platform", "win32" if os.name == "nt" else "linux")
    monkeypatch.setattr(patterns, "WHEEL_FILE", str(tmp_path / "none.json"))
    monkeypatch.setattr(patterns, "_used", {})
    monkeypatch.setattr(patterns, "_new", set())
    monkeypatch.setattr(patterns, "_stores", [])
    anew()
    yield tmp_path / "lint-cmm"
    patterns.compile.cache_clear()


def anew() -> None:
    """As a new process begins: nothing compiled, no file read."""
    patterns.compile.cache_clear()
    patterns._used.clear()
    patterns._stores.clear()


def kept(cache: Path) -> Path:
    [file] = cache.glob("patterns-*.bin")
    return file


def matches(flags: int = re.M) -> dict[str, list[tuple[int, int, tuple[str, ...], dict[str, str]]]]:
    return {p: [(*m.span(), m.groups(), m.groupdict()) for m in patterns.compile(p, flags).finditer(t)] for p, t in SAMPLES.items()}


def test_kept_code_matches_as_re_does(cache: Path) -> None:
    expected = {p: [(*m.span(), m.groups(), m.groupdict()) for m in re.compile(p, re.M).finditer(t)] for p, t in SAMPLES.items()}
    assert all(expected.values())
    assert matches() == expected
    patterns.keep()
    anew()
    assert matches() == expected
    assert not patterns._new
    for pattern in SAMPLES:
        made, plain = patterns.compile(pattern, re.M), re.compile(pattern, re.M)
        assert (made.pattern, made.flags, made.groups, dict(made.groupindex)) == (
            plain.pattern,
            plain.flags,
            plain.groups,
            dict(plain.groupindex),
        )


def test_flags_are_part_of_the_key(cache: Path) -> None:
    assert patterns.search("[a-c]二", "A二", re.IGNORECASE) and not patterns.search("[a-c]二", "A二")
    patterns.keep()
    anew()
    assert patterns.search("[a-c]二", "A二", re.IGNORECASE) and not patterns.search("[a-c]二", "A二")


def test_the_short_forms_do_as_those_of_re(cache: Path) -> None:
    assert patterns.sub("[0-9]{1,3}", "", "a1b22") == "ab"
    assert patterns.split("[，；]", "一，二；三", 1) == ["一", "二；三"]
    assert patterns.findall("[0-9]", "a1b2") == ["1", "2"]
    assert [m.start() for m in patterns.finditer("[0-9]", "a1b2")] == [1, 3]
    assert patterns.match("[0-9]", "a1") is None and patterns.fullmatch("[0-9]", "12") is None
    with pytest.raises(patterns.error):
        patterns.compile("[")


def index(data: bytes) -> dict[str, Any]:
    """What a file of kept code holds, without the code."""
    return usercache.loads(data[4 : 4 + int.from_bytes(data[:4], "big")])


@pytest.mark.parametrize("spoil", ["version", "code", "shape", "size", "json", "empty"])
def test_code_of_another_python_and_spoilt_code_are_compiled_anew(cache: Path, spoil: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = matches()
    patterns.keep()
    data = kept(cache).read_bytes()
    other = patterns.packed({k: (1, 0, {}, bytes(80)) for k in index(data)["patterns"]})
    shape = usercache.dumps(index(other) | {"patterns": {k: [1, "", None] for k in index(data)["patterns"]}})
    with monkeypatch.context() as patch:
        patch.setattr(patterns, "_version", lambda: "cpython-27")
        old = patterns.packed(dict(patterns._used))
    kept(cache).write_bytes(
        {
            "version": old,
            "code": other,
            "shape": len(shape).to_bytes(4, "big") + shape + bytes(80 * len(SAMPLES)),
            "size": data[:-4],
            "json": data[:4] + b"{" + data[5:],
            "empty": b"",
        }[spoil]
    )
    anew()
    assert matches() == expected
    assert len(patterns._new) == len(SAMPLES)


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_code_that_others_can_write_is_not_read(cache: Path) -> None:
    matches()
    patterns.keep()
    kept(cache).chmod(0o666)
    anew()
    matches()
    assert len(patterns._new) == len(SAMPLES)


def test_the_cache_does_not_grow_for_ever(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST", 6)
    matches()
    patterns.keep()
    anew()
    for letter in "abc":
        patterns.compile(letter)
    patterns.keep()
    assert list(index(kept(cache).read_bytes())["patterns"]) == ["0 a", "0 b", "0 c"]
