"""The command line over several files: patterns, the first baseline, entries of the configuration that are of no use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from lint_cmm.commands import check, run
from lint_cmm.notation.docx import to_docx

Files = list[dict[str, Any]]


def files_of(capfd: pytest.CaptureFixture[str], *argv: str) -> Files:
    """The files in the JSON report of a call."""
    run([*argv, "--output-format", "json"])
    found: Files = json.loads(capfd.readouterr().out)["files"]
    return found


def test_the_first_run_with_a_baseline_tells_of_files_that_cannot_be_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def told() -> list[list[str]]:
        return [[f["code"] for f in file["findings"]] for file in files_of(capfd, "乙", "甲.docx", "--baseline", "base.json")]

    first = told()
    assert first == [[], ["E003"], []] and first == told()
    assert run([".", "-q", "--baseline", "other.json"]) == 1


def test_a_pattern_that_no_shell_has_expanded_means_the_files_it_matches(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def paths(*argv: str) -> list[str]:
        return [file["path"].replace(os.sep, "/") for file in files_of(capfd, *argv)]

    assert paths("*.docx") == ["甲.docx"], "and no lock file"
    assert paths("**/*.do*") == ["乙/好.docx", "乙/旧.doc", "甲.docx"]
    (folder / "[1].docx").write_bytes((folder / "甲.docx").read_bytes())
    assert paths("[1].docx") == ["[1].docx"], "a file of that name goes first"
    assert run(["*.dotx"]) == 2


@pytest.mark.parametrize(
    ("entry", "files", "expected"),
    [
        ('path = "甲.docx"\nrules = ["S103"]', ["甲.docx"], []),
        ('path = "甲.docx"\nrules = ["W501"]', ["乙", "甲.docx"], [("甲.docx", "W501")]),
        ('path = "甲.docx"\nrules = ["W501"]', ["乙/好.docx"], []),
        ('path = "*.docx"\nrules = ["S103"]', ["."], []),
        ('path = "*.docx"\nrules = ["W501"]', ["乙", "甲.docx"], [("乙/好.docx", "W501")]),
        ('path = "*.docx"\nrules = ["W501"]', ["甲.docx"], []),
        ('path = "甲*"\nrules = ["W501"]', ["甲.docx"], [("甲.docx", "W501")]),
        ('path = "*.docx"\nrules = ["S103"]\nuntil = 2020-01-31', ["甲.docx"], [("甲.docx", "2020-01-31")]),
    ],
)
def test_entries_of_the_configuration_that_silence_nothing_are_told(
    folder: Path, capfd: pytest.CaptureFixture[str], entry: str, files: list[str], expected: list[tuple[str, str]]
) -> None:
    (folder / "lint-cmm.toml").write_text(f'[[suppress]]\nreason = "试行"\n{entry}\n', encoding="utf-8")
    found = files_of(capfd, *files)
    told = [(file["path"].replace(os.sep, "/"), f["message"]) for file in found for f in file["findings"] if f["code"] == "H608"]
    assert [path for path, _ in told] == [path for path, _ in expected]
    assert all(fact in message and "试行" in message for (_, message), (_, fact) in zip(told, expected, strict=True))
    assert not any(f["code"] == "H608" for file in files_of(capfd, *files, "--ignore", "H608") for f in file["findings"])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_is_marked_in_the_report(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "坏\udcff.docx").write_bytes((folder / "甲.docx").read_bytes())
    assert [file["path"] for file in files_of(capfd, "坏\udcff.docx")] == ["坏\ufffd.docx"]


def test_a_baseline_of_a_folder_keeps_telling_what_cannot_be_read(folder: Path) -> None:
    for _ in range(2):
        assert run([".", "-q", "--baseline", "乙/base.json", "--output-format", "json=a.json"]) == 1
        found = json.loads((folder / "a.json").read_text(encoding="utf-8"))["files"]
        assert [[f["code"] for f in x["findings"]] for x in found] == [[], ["E003"], []]
        known = json.loads((folder / "乙" / "base.json").read_text(encoding="utf-8"))["files"]
        assert list(known) == ["../甲.docx", "好.docx"] and all(known.values())


def test_copies_of_files_with_one_name_are_told_apart(folder: Path) -> None:
    for other in ("丙", "丁"):
        (folder / other).mkdir()
        (folder / other / "好.docx").write_bytes((folder / "乙" / "好.docx").read_bytes())
    run(["丙", "丁", "乙/好.docx", "甲.docx", "-q", "--annotate", "copies"])
    assert sorted(p.name for p in (folder / "copies").iterdir()) == ["好-2.docx", "好-3.docx", "好.docx", "甲.docx"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems name files in UTF-8")
def test_a_locale_without_chinese_changes_nothing(folder: Path) -> None:
    (folder / "lint-cmm.toml").write_text('profile = "自定.toml"\n', encoding="utf-8")
    (folder / "自定.toml").write_text('title = "自定"\nextends = "personal"\n', encoding="utf-8")
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    for argv in (["batch", ".", "-o", "果"], ["乙/好.docx", "--fail-on", "never"]):
        done = subprocess.run([sys.executable, "-m", "lint_cmm", *argv], capture_output=True, check=False, env=env)
        assert "自定" in done.stdout.decode() or "总览" in done.stderr.decode() + done.stdout.decode()
        assert b"Traceback" not in done.stderr
    assert list((folder / "果" / "notes").glob("退回修改意见*.docx"))


def test_a_dash_for_a_file_is_standard_output(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for argv in (["--output-format", "json=-"], ["--output-format", "json", "-o", "-"]):
        run(["甲.docx", *argv])
        assert json.loads(capfd.readouterr().out)["files"]
    assert not (folder / "-").exists()
    assert run(["甲.docx", "--output-format", "json=-", "--output-format", "full"]) == 2


def test_codes_may_be_parted_as_a_chinese_keyboard_does(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = [[f["code"] for f in files_of(capfd, "甲.docx", "--select", codes)[0]["findings"]] for codes in ("S103,S115", "S103，S115")]
    assert found[0] == found[1] and set(found[0]) == {"S103", "S115"}


@pytest.mark.parametrize(("lang", "told"), [("zh", "没有使用配置文件"), ("en", "no configuration file is used")])
def test_a_verbose_run_says_that_there_is_no_configuration(folder: Path, capfd: pytest.CaptureFixture[str], lang: str, told: str) -> None:
    run(["甲.docx", "-v", "-q", "--no-config", "--lang", lang])
    assert capfd.readouterr().err == f"lint-cmm: {told}\n"


def test_a_verbose_run_names_its_configuration(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "lint-cmm.toml").write_text("", encoding="utf-8")
    (folder / "乙" / "lint-cmm.toml").write_text("", encoding="utf-8")
    run(["甲.docx", "乙/好.docx", "-v", "-q"])
    told = capfd.readouterr().err.splitlines()
    assert sorted(told) == sorted(f"lint-cmm: {folder / name}" for name in ("lint-cmm.toml", os.path.join("乙", "lint-cmm.toml")))


@pytest.mark.parametrize(
    ("terminal", "told"),
    [(True, "已检查 99/200 份\r已检查 100/200 份\r已检查 200/200 份\r\033[K"), (False, "已检查 100/200 份\n已检查 200/200 份\n")],
)
def test_progress_moves_on_a_terminal_and_is_told_now_and_then_elsewhere(
    terminal: bool, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    for done in (99, 100, 200):
        check._progress(done, 200, "zh")
    assert capsys.readouterr().err == told


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device")
def test_a_full_disk_is_told_plainly(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        call = [sys.executable, "-m", "lint_cmm", "甲.docx", "--lang", "zh"]
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2 and done.stderr.decode("utf-8", "replace").splitlines()[0] == "lint-cmm: 磁盘已满"


def test_revisions_that_were_there_are_left_for_the_writer(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = "#title 个人对照检查材料\n#prop author=第一范文网\n学习不深，很好,真的。\n#ins 插入一句。\n"
    (folder / "a.docx").write_bytes(to_docx(text))
    options = ["--select", "H602,T701,W509", "--no-config"]
    assert [run(["fix", "a.docx", *options, "--fail-on", level]) for level in ("error", "warning")] == [0, 1]
    assert "另有 1 处" in capfd.readouterr().err
    assert run(["fix", "a.docx", *options, "--diff"]) == 0
    assert "@@ 文档属性 作者 W509 @@" in capfd.readouterr().out


def test_the_longest_names_are_written_like_others(folder: Path) -> None:
    name = "长" * 83 + ".docx"  # 254 bytes, and a folder that makes the name of a note too long
    unit = folder / "intake" / ("位" * 82)
    try:
        unit.mkdir(parents=True)
        (unit / name).write_bytes((folder / "甲.docx").read_bytes())
    except OSError:
        pytest.skip("a file system that takes no such names")
    report = name.replace(".docx", ".json")
    assert run([str(unit / name), "-q", "--annotate", "copies", "--output-format", f"json={report}"]) == 1
    assert (folder / "copies" / name).exists() and (folder / report).exists()
    assert run(["batch", "intake", "-o", "out", "-q"]) == 1
    out = folder / "out"
    made = {kind: [path.relative_to(out).as_posix() for path in (out / kind).rglob("*.*")] for kind in ("pages", "annotated", "notes")}
    assert [len(found) for found in made.values()] == [1, 1, 1]
    overview = unquote((out / "index.html").read_text(encoding="utf-8"))
    assert all(found in overview for (found,) in made.values())
