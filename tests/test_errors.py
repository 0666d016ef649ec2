"""A wrong call, configuration or rule file: exit status 2, one line on standard error, in the user's language."""

from __future__ import annotations

import errno
import os
import pickle
import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest
from support import ROOT, SAMPLE_RULE

from lint_cmm.commands import run
from lint_cmm.commands.arguments import VERBS
from lint_cmm.data.patternlint import objection
from lint_cmm.errors import RuleFileError, Said, UsageError, reason
from lint_cmm.pool import Task, check_all
from lint_cmm.reporters.width import columns
from lint_cmm.settings import Settings

OFFICE = 'rules-dir = ["office"]\n'


class Case(NamedTuple):
    """One way of being wrong: the call, the files beside it, and what is said."""

    argv: list[str]
    files: dict[str, str | bytes]
    zh: str
    en: str


def rule(old: str = "", new: str = "") -> str:
    """The sample rule with a mistake in it."""
    return SAMPLE_RULE.replace(old, new, 1)


def cases() -> list[Case]:
    """The cases of wrong_calls.txt."""
    found = []
    text = (ROOT / "tests" / "wrong_calls.txt").read_text(encoding="utf-8")
    for block in text.partition("\n\n")[2].strip().split("\n\n"):
        lines = [line.partition(" ") for line in block.splitlines()]
        said = {sign: rest for sign, _, rest in lines}
        files = {name: eval(content) for sign, _, rest in lines if sign == ">" for name, _, content in [rest.partition(": ")]}
        if any(name.startswith("office/") for name in files):
            files.setdefault("lint-cmm.toml", OFFICE)
        found.append(Case(shlex.split(said["$"]), files, said["zh:"], said.get("en:", "")))
    return found


CASES = cases()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good_docx: bytes) -> Path:
    """The current folder, with a document, a folder of one and an empty one."""
    for folder in ("d", "empty"):
        (tmp_path / folder).mkdir()
    for name in ("a.docx", "d/a.docx"):
        (tmp_path / name).write_bytes(good_docx)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, files: dict[str, str | bytes]) -> None:
    """The files in their folders."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def told(capfd: pytest.CaptureFixture[str], folder: Path, *argv: str) -> str:
    """What a wrong call is told, without the folder it was made in."""
    assert run(list(argv)) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.startswith("lint-cmm: ") and err.count("\n") == 1, "one line, nothing else"
    return err.removeprefix("lint-cmm: ").rstrip("\n").replace(str(folder) + os.sep, "")


def in_english(argv: list[str]) -> list[str]:
    """The call with --lang en behind its verb."""
    at = int(argv[:1] != [] and argv[0] in VERBS)
    return [*argv[:at], "--lang", "en", *argv[at:]]


@pytest.mark.skipif(os.name != "posix", reason="paths and errors of the system are those of POSIX")
@pytest.mark.parametrize("case", CASES, ids=lambda c: (c.en or c.zh)[:60])
def test_what_is_wrong_is_said_in_the_users_language(case: Case, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    written(here, case.files)
    assert told(capfd, here, *case.argv) == case.zh
    assert told(capfd, here, *in_english(case.argv)) == (case.en or case.zh)


ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")


@pytest.mark.parametrize("case", CASES, ids=lambda c: (c.en or c.zh)[:60])
def test_no_english_sentence_stands_in_a_chinese_one(case: Case) -> None:
    own = re.sub(r"不合 TOML 的写法（.*）|写得不对：missing \), unterminated comment", "", case.zh)  # the parsers' own words
    assert not ENGLISH.search(own)
    assert not re.search(r"[一-龥，。、：（）？]", re.sub(r"'[^']*'|“[^”]*”|——lang|姓名", "", case.en))


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_speaks_the_users_language(verb: str, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shown = {}
    for lang in ("zh", "en"):
        with pytest.raises(SystemExit) as caught:
            run([*([verb] if verb else []), "-h", "--lang", lang])
        assert not caught.value.code
        shown[lang] = capfd.readouterr().out
        assert all(option in shown[lang] for option in ("--help", "--version", "--lang {zh,en}", "--no-config"))
    usage = shown["zh"].partition("\n\n")[0]
    assert max(columns(line) for line in shown["zh"].removeprefix(usage).splitlines()) <= 100 and "None" not in shown["zh"]
    assert re.findall(r"--[a-z-]+", shown["zh"]) == re.findall(r"--[a-z-]+", shown["en"])
    assert (
        shown["zh"].startswith("用法：lint-cmm")
        and "\n选项：\n" in shown["zh"]
        and not ENGLISH.search(re.sub("full .* xlsx", "", shown["zh"]))
    )
    assert shown["en"].startswith("Usage: lint-cmm") and "\nOptions:\n" in shown["en"] and not re.search("[，。：（]", shown["en"])


def test_help_behind_options_is_that_of_the_verb(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--lang", "en", "fix", "--help"])
    assert capfd.readouterr().out.startswith("Usage: lint-cmm fix FILE")


def test_help_and_version_come_before_what_is_wrong(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for argv in (["--foo", "--version"], ["batch", "--jobs", "x", "-h"]):
        with pytest.raises(SystemExit) as caught:
            run(argv)
        assert not caught.value.code
        assert "lint-cmm" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("files", "argv", "english"),
    [
        ({"lint-cmm.toml": 'lang = "en"\n'}, "--foo", True),
        ({"lint-cmm.toml": 'lang = "en"\n'}, "nowhere", True),
        ({"lint-cmm.toml": 'lang = "en"\nselct = []\n'}, "a.docx", True),
        ({"pyproject.toml": '[tool.lint-cmm]\nlang = "en"\n'}, "batch", True),
        ({"d/lint-cmm.toml": 'lang = "en"\n'}, "d/a.docx --select Q9", True),
        ({"d/lint-cmm.toml": 'lang = "en"\n'}, "batch d --jobs x", True),
        ({"d/lint-cmm.toml": 'lang = "en"\n'}, "fix d/a.docx -o d/a.docx", True),
        ({"d/x.toml": 'lang = "en"\n'}, "a.docx --config d/x.toml --select Q9", True),
        ({"d/x.toml": 'lang = "en"\n'}, "a.docx --config=d/x.toml --foo", True),
        ({"lint-cmm.toml": 'lang = "en"\n'}, "a.docx --no-config --foo", False),
        ({"lint-cmm.toml": 'lang = "en"\n'}, "--lang zh --foo", False),
        ({"lint-cmm.toml": 'lang = "en"\n'}, "--lang=en --foo --lang=zh", False),
        ({"lint-cmm.toml": 'lang = "en"\n[[['}, "a.docx", False),
        ({"lint-cmm.toml": 'lang = "fr"\n'}, "a.docx", False),
        ({"pyproject.toml": "[tool]\nlint-cmm = 3\n"}, "--foo", False),
        ({}, "--foo -- --lang en", False),
        ({}, "a.docx --config nowhere.toml", False),
    ],
)
def test_the_language_is_found_before_anything_is_parsed(
    files: dict[str, str | bytes], argv: str, english: bool, here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    written(here, files)
    assert bool(re.search("[一-龥]", told(capfd, here, *argv.split()))) is not english


@pytest.mark.parametrize(
    "argv", [["--\x1b[31mx\n"], ["\x1b]0;x\x07\u202e"], ["a.docx", "--jobs", "\r\x9b2J"], ["a.docx", "--select", "\x1b[2J"]]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_said_is_harmless_for_a_terminal(argv: list[str], lang: str, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert told(capfd, here, "--lang", lang, *argv).isprintable()


def test_an_error_crosses_the_border_of_a_process_as_it_is(here: Path) -> None:
    for error in (UsageError("error.near", word="x"), RuleFileError("a.toml", 3, "file.value", name="x", what=Said("file.utf8", {}))):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert [again.told(lang) for lang in ("zh", "en")] == [error.told(lang) for lang in ("zh", "en")]
        assert str(again) == error.told("en")


def test_a_mistake_in_a_rule_file_is_told_from_worker_processes(here: Path) -> None:
    written(here, {"office/text/T901-sample-rule.toml": rule('"error"', '"fatal"')})
    with pytest.raises(RuleFileError) as caught:
        list(check_all([Task("a.docx", 0), Task("d/a.docx", 0)], [Settings(rules_dir=("office",))], 2))
    assert caught.value.line == 5
    assert "severity 只能是 error、warning、info 之一" in caught.value.told("zh")


def test_a_slow_pattern_and_a_deep_one_are_told_in_words() -> None:
    for pattern, zh in ((".*?学.*?习.*?x", "太慢"), ("(" * 1999, "写得不对：")):
        found = objection(pattern)
        assert found and found.told("zh").startswith(zh) and not ENGLISH.search(found.told("zh"))


@pytest.mark.parametrize(
    ("number", "zh", "en"), [(errno.EACCES, "没有权限", "Permission denied"), (errno.ENOSPC, "磁盘已满", "No space left on device")]
)
def test_what_the_system_refuses_is_told_in_words(number: int, zh: str, en: str) -> None:
    said = reason(OSError(number, "as the system puts it"))
    assert (said.told("zh"), said.told("en")) == (zh, en)


def test_an_unknown_error_of_the_system_speaks_for_itself(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(99999, "the disk is on fire", "x.json")

    monkeypatch.setattr("lint_cmm.commands.check.check", full)
    assert told(capfd, here, "a.docx") == "x.json：the disk is on fire"
