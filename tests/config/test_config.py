"""The configuration: the nearest file, every key checked, every mistake with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint_cmm.config import find_config, read_config, settings_of
from lint_cmm.errors import RuleFileError
from lint_cmm.settings import Suppression


def written(folder: Path, text: str, name: str = "lint-cmm.toml") -> Path:
    """A configuration file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    far = written(tmp_path, "")
    near = written(tmp_path / "a" / "b", '[tool.lint-cmm]\nlang = "en"\n', "pyproject.toml")
    written(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert find_config(str(tmp_path / "a" / "b" / "c")) == str(near)
    assert find_config(str(tmp_path / "a")) == str(far)
    assert read_config(str(near)).config.lang == "en"


def test_settings_are_those_of_the_file_with_the_options_over_it(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'ignore = ["T701"]\nlang = "en"\nrules-dir = ["ours"]\nallow-domains = ["example.cn"]\ninline-suppression = true\n'
        '[severity]\nT703 = "error"\n[per-file-ignores]\n"模板/*" = ["H601"]\n'
        '[[suppress]]\npath = "*"\nrules = ["W501"]\nreason = "已核实"\nuntil = 2026-12-31\n',
    )
    (tmp_path / "ours").mkdir()
    settings = settings_of(read_config(str(path)), lang="zh", profile=None)
    assert settings.lang == "zh"
    assert settings.ignore == ("T701",)
    assert settings.severity == (("T703", "error"),)
    assert settings.per_file_ignores == (("模板/*", ("H601",)),)
    assert settings.suppress == (Suppression("*", ("W501",), "已核实", "2026-12-31"),)
    assert settings.inline_suppression
    assert settings.rules_dir == (str(tmp_path / "ours"),)


def test_options_of_a_rule_are_checked_against_its_check(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"lint-cmm\.toml:2: unknown key 'no-such'"):
        settings_of(read_config(str(written(tmp_path, "[rules.S115]\nno-such = 1\n"))))
    with pytest.raises(RuleFileError, match=r"lint-cmm\.toml:1: there is no rule 'S999'"):
        settings_of(read_config(str(written(tmp_path, "[rules.S999]\n"))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('lang = "zh"\nselct = []\n', ":2: unknown key 'selct'; did you mean 'select'?"),
        ('fail-on = "fatal"\n', ":1: 'fail-on' must be one of error, warning, info, never"),
        ("jobs = true\n", ":1: 'jobs': must be a whole number, not true or false"),
        ('select = "T701"\n', ":1: 'select': must be a list, not a text"),
        ('[severity]\nT701 = "bad"\n', ":2: severity of T701 must be one of"),
        ('[[suppress]]\npath = "*"\nrules = ["W501"]\nreason = " "\n', ":1: a suppression needs a reason"),
        ('[[suppress]]\npath = "*"\nrules = ["W501"]\n', "needs the key 'reason'"),
        ('[[suppress]]\npath = "*"\nrules = ["W5"]\nreason = "x"\nuntil = "soon"\n', ":5: until must be a day"),
        ("lang = \n", ":1: is not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        read_config(str(written(tmp_path, text)))
    assert "lint-cmm.toml" in str(caught.value)
    assert told in str(caught.value)


def test_lines_are_those_of_pyproject(tmp_path: Path) -> None:
    path = written(tmp_path, '[project]\nname = "x"\n\n[tool.lint-cmm]\nselct = []\n', "pyproject.toml")
    with pytest.raises(RuleFileError, match=r"pyproject\.toml:5: unknown key 'selct'"):
        read_config(str(path))
