"""Configurations, rules, profiles and baselines of a shared repository are data: nothing runs, nothing hangs, nothing leads out."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import SAMPLE_RULE

from lint_cmm.commands import run
from lint_cmm.commands.baseline import read_baseline
from lint_cmm.config import FILE, PROJECT, Config, find_config, read_config
from lint_cmm.data.patternlint import objection
from lint_cmm.data.toml import MOST, read_toml
from lint_cmm.errors import RuleFileError, UsageError
from lint_cmm.rulebook.compile import PROFILE_KEYS, RULE_KEYS, compile_folder, read_lexicon

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")


def written(folder: Path, text: str, name: str = "lint-cmm.toml") -> Path:
    """A file below ``folder``."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def wrong(folder: Path) -> str:
    """What is said of a rules folder."""
    with pytest.raises(RuleFileError) as caught:
        compile_folder(str(folder))
    return str(caught.value)


OUTSIDE = {
    'rules-dir = ["../office"]': "rules-dir",
    'rules-dir = ["rules", "rules/../../office"]': "rules-dir",
    'output = "/tmp/x"': "output",
    'output = "../../.bashrc"': "output",
    'output-format = ["full", "json=../a.json"]': "output-format",
    'annotate = "../copies"': "annotate",
    'baseline = "../b.json"': "baseline",
    'reference = "/etc"': "reference",
    'previous = ".."': "previous",
    'roster = "../list.csv"': "roster",
    'profile = "../p.toml"': "profile",
    'profile = "a\\u0000/../../p.toml"': "profile",
}


@pytest.mark.parametrize("text", OUTSIDE)
def test_a_path_that_leads_out_of_the_folder_of_the_configuration_is_refused(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "repository", text + "\n")
    with pytest.raises(RuleFileError) as caught:
        read_config(str(path))
    assert f"lint-cmm.toml:1: '{OUTSIDE[text]}': " in str(caught.value)
    assert "leads out of the folder" in str(caught.value)


@pytest.mark.parametrize(
    "text", ['rules-dir = ["office"]', 'output = "out/a.txt"', 'profile = "2022-annual"', 'output-format = "json=a/../b.json"']
)
def test_a_path_within_the_folder_is_taken(tmp_path: Path, text: str) -> None:
    assert read_config(str(written(tmp_path, text + "\n"))).path


@POSIX
def test_links_do_not_lead_out_either(tmp_path: Path) -> None:
    outside = written(tmp_path / "else", SAMPLE_RULE, "T901-sample-rule.toml")
    repository = tmp_path / "repository"
    (repository / "office" / "text").mkdir(parents=True)
    (repository / "away").symlink_to(tmp_path / "else")
    with pytest.raises(RuleFileError, match="leads out"):
        read_config(str(written(repository, 'rules-dir = ["away"]\n')))
    (repository / "office" / "text" / "T901-sample-rule.toml").symlink_to(outside)
    assert "leads out of the rules folder" in wrong(repository / "office")


@POSIX
def test_a_folder_that_contains_itself_and_a_pipe_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, SAMPLE_RULE, "office/text/T901-sample-rule.toml")
    (tmp_path / "office" / "text" / "again").symlink_to(tmp_path / "office")
    os.mkfifo(tmp_path / "office" / "text" / "T902-pipe.toml")
    assert [r["code"] for r in compile_folder(str(tmp_path / "office"))["rules"]] == ["T901"]


SLOW = [
    "(a+)+b",
    "(?:a|a)*b",
    "(?:a|aa)+b",
    r"(?:\w+\s?)*x",
    "(?:.{1,30}){1,30}x",
    ".*?学.*?习.*?x",
    r"(?:[一-龥]{1,9}，?){1,99}。",
    "(?:x{1,999}){1,999}y",
]
EMPTY = ["", "a*", "(?:甲|)", "^", "a{0,3}", "(?=甲)?"]
UNSOUND = ["(", "[", "(?P<a>x)(?P=a)", r"(甲)\1", "x" * 3000, "甲{1,4000}", "(?<=a+)b", "(" * 5000]
SOUND = ["www\\.[a-z]{1,63}\\.cn", "[一-龥]{1,20}不够", "(?:万|亿)元", "第[0-9]{1,3}条", "(?i)abc+", "《[^》]{1,40}》"]


@pytest.mark.parametrize("pattern", SLOW + EMPTY + UNSOUND, ids=lambda p: p[:20])
def test_a_pattern_that_may_hang_or_means_everything_is_refused_soon(pattern: str) -> None:
    started = time.process_time()
    assert objection(pattern)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("pattern", SOUND)
def test_a_bounded_pattern_is_taken(pattern: str) -> None:
    assert objection(pattern) is None


def test_patterns_are_looked_at_where_they_come_from_data(tmp_path: Path) -> None:
    told = []
    for text in ('unit-pattern = "(a+)+b"\n', 'unit-pattern = "a*"\n'):
        with pytest.raises(RuleFileError) as caught:
            read_config(str(written(tmp_path, text)))
        told.append(str(caught.value))
    assert "repeat without end" in told[0] and "empty text" in told[1]


@pytest.mark.parametrize("field", ["quote.__class__", "quote[0]", "quote!r", "quote:>99999999", "0", "", "Quote"])
def test_a_sentence_takes_facts_and_nothing_of_them(tmp_path: Path, field: str) -> None:
    folder = written(tmp_path, SAMPLE_RULE.replace("“{quote}”", "{" + field + "}"), "office/text/T901-sample-rule.toml").parent.parent
    assert "T901-sample-rule.toml:7: 'message'" in wrong(folder)


@pytest.mark.parametrize("check", ["os.system", "../../x.y", "subprocess.run", "scan.__class__", "api.Context", "engine.Checker", "a.b.c"])
def test_a_check_is_one_of_ours_and_nothing_else(tmp_path: Path, check: str) -> None:
    assert "T901-sample-rule.toml" in wrong(
        written(tmp_path, SAMPLE_RULE.replace('"engine"', f'"{check}"'), "office/T901-sample-rule.toml").parent
    )


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/b", "no-such", "a\u0000"])
def test_a_profile_extends_a_profile_by_name_only(tmp_path: Path, name: str) -> None:
    text = f'title = "甲"\nextends = "{name}"\n'.replace("\u0000", "\\u0000")
    assert "extend" in wrong(written(tmp_path, text, "office/profiles/a.toml").parent.parent)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 20_000, "x = 1\n" * (MOST // 6 + 1), "a = \x00", "[[[", 'a = "\\ud800"'],
    ids=["deep", "long", "nul", "torn", "surrogate"],
)
def test_a_broken_file_is_a_wrong_call_with_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleFileError, match="a.toml"):
        read_toml(str(written(tmp_path, text, "a.toml")))


def test_a_word_list_that_is_no_text_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleFileError, match="a.txt"):
        read_lexicon(str(tmp_path / "a.txt"))


ODD = ["3", "1.5", "nan", "true", '""', '"{"', "[]", "[3]", "[[1]]", "{}", "{a = 1}", "{a = [1]}", "[{a = 1}]", "2026-01-01", "12:00:00"]


@pytest.mark.parametrize("value", ODD)
def test_a_value_of_any_type_is_taken_or_told(tmp_path: Path, value: str) -> None:
    def tried(text: str, name: str, read: Callable[[str], object]) -> None:
        path = written(tmp_path, text, name)
        try:
            read(str(path if name in (FILE, PROJECT) else tmp_path / "office"))
        except UsageError as error:
            assert error.told("zh") != error.told("en")
        path.unlink()

    for field in Config._fields:
        tried(f"{field.replace('_', '-')} = {value}\n", FILE, read_config)
    for line in (f"[tool]\nlint-cmm = {value}\n", f"tool = {value}\n"):
        tried(line, PROJECT, read_config)
        tried(f"{line}# lint-cmm\n", PROJECT, lambda path: find_config(os.path.dirname(path)))
    for key in RULE_KEYS:
        rest = re.sub(f"^{key} = .*\n", "", SAMPLE_RULE, flags=re.M)
        tried(f"{key} = {value}\n{rest}", "office/T901-sample-rule.toml", compile_folder)
    for line in (f"[variants]\na = {value}\n", f"[variants.a]\ntitle = {value}\n", f"[[valid]]\ndoc = {value}\n"):
        tried(SAMPLE_RULE + line, "office/T901-sample-rule.toml", lambda folder: json.dumps(compile_folder(folder)))
    for key in (*PROFILE_KEYS, "extends", "abstract"):
        tried(f"{key} = {value}\n" + 'title = "甲"\n' * (key != "title"), "office/profiles/a.toml", compile_folder)
    tried(f"x = {value}\n", "office/lexicon/a.toml", lambda folder: json.dumps(compile_folder(folder)))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{}",
        '{"schema": "lint-cmm-baseline/1", "files": {"a": [1]}}',
        '{"schema": "lint-cmm-baseline/1", "files": {"a": {"f": "x"}}}',
    ],
)
def test_a_broken_baseline_is_a_wrong_call(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text, "b.json")
    with pytest.raises(UsageError):
        read_baseline(str(path))


def test_a_wrong_configuration_ends_in_status_2_without_a_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], good_docx: bytes
) -> None:
    (tmp_path / "a.docx").write_bytes(good_docx)
    for text in ('output = "../x"\n', "a = " + "[" * 20_000, '[rules.W501]\nno = "x"\n', "[limits]\nx = 1\n"):
        written(tmp_path, text)
        assert run([str(tmp_path / "a.docx")]) == 2
    told = capfd.readouterr()
    assert "Traceback" not in told.err and len(told.err.splitlines()) == 4
