"""The configuration: the nearest file, every key checked, every mistake with file and line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lint_cmm.config import DEFAULT, Configured, find_config, read_config, settings_of
from lint_cmm.errors import RuleFileError
from lint_cmm.settings import Settings, Suppression


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


def test_a_file_of_our_own_comes_before_the_projects(tmp_path: Path) -> None:
    own = written(tmp_path, "")
    written(tmp_path, "[tool.lint-cmm]\n", "pyproject.toml")
    assert find_config(str(tmp_path)) == str(own)
    mentioned = written(tmp_path / "a", '[project]\ndependencies = ["lint-cmm"]\n', "pyproject.toml").parent
    assert find_config(str(mentioned)) == str(own), "a project that only depends on us configures nothing"


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


ONE = ("output", "annotate", "baseline", "reference", "previous", "roster", "out")
INSIDE = ("结果/x.toml", "a/../x.toml", "./x.toml")


@pytest.mark.parametrize("line", [*(f'{key} = "%s"' for key in (*ONE, "profile")), 'rules-dir = ["%s"]', 'output-format = ["json=%s"]'])
def test_no_path_of_a_configuration_leads_out_of_its_folder(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "in"
    for path in (*INSIDE, (folder / "x.toml").as_posix()):
        assert read_config(str(written(folder, line % path))).config != DEFAULT
    if os.name == "posix":
        (folder / "away").symlink_to(tmp_path, target_is_directory=True)
    for path in (
        "../x.toml",
        "a/../../x.toml",
        (tmp_path / "x.toml").as_posix(),
        "../in-other/x.toml",
        *["away/x.toml"] * (os.name == "posix"),
    ):
        with pytest.raises(RuleFileError, match=r"lint-cmm\.toml:1: "):
            read_config(str(written(folder, line % path)))


def test_paths_and_globs_count_from_the_file_and_options_stand_over_it(tmp_path: Path) -> None:
    lines = 'profile = "p/own.toml"\nreference = "ref"\ndeadline = 3.5\nallow-domains = ["example.cn"]\n[limits]\npairs = 7\n[rules.S115]\n'
    configured = read_config(str(written(tmp_path, lines)))
    settings = settings_of(configured)
    assert (settings.profile, settings.reference) == (str(tmp_path / "p/own.toml"), str(tmp_path / "ref"))
    assert (settings.root, settings.deadline, settings.limits.pairs, settings.allow_domains) == (
        tmp_path.as_posix(),
        3.5,
        7,
        ("example.cn",),
    )
    assert settings_of(configured, profile="team", reference="here", deadline=None)[:1] == ("team",)
    assert settings_of(configured, reference="here").reference == "here", "what the call names counts from where it is made"
    assert settings_of(Configured(DEFAULT)) == Settings()
    assert settings_of(read_config(str(written(tmp_path, 'profile = "team"\n')))).profile == "team", "a name is no path"


def test_a_rule_may_be_called_by_its_name_in_its_table(tmp_path: Path) -> None:
    options = settings_of(read_config(str(written(tmp_path, "[rules.length-out-of-range]\n[rules.X901]\nshare = 0.7\n")))).rules
    assert options == (("S115", {}), ("X901", {"share": 0.7}))


@pytest.mark.parametrize("until", ['"2026-12-31"', "2026-12-31", "2026-12-31T08:00:00"])
def test_the_last_day_of_a_suppression_may_be_written_as_a_day_or_as_text(tmp_path: Path, until: str) -> None:
    path = written(tmp_path, f'[[suppress]]\npath = "*"\nrules = ["W501"]\nreason = "已核实"\nuntil = {until}\n')
    assert read_config(str(path)).config.suppress[0].until == "2026-12-31"


@pytest.mark.parametrize(
    ("line", "refused"),
    [("jobs = 0", False), ("jobs = -1", True), ("deadline = 0.001", False), ("[limits]\npairs = 1", False), ("[limits]\npairs = 0", True),
     ("[limits]\ndepth = 256", False), ("[limits]\ndepth = 257", True), ("[limits]\npairs = 9999999999", False)],
)  # fmt: skip
def test_values_are_taken_up_to_their_bounds(tmp_path: Path, line: str, refused: bool) -> None:
    path = str(written(tmp_path, line))
    if refused:
        with pytest.raises(RuleFileError):
            read_config(path)
    else:
        read_config(path)


def test_lines_are_those_of_pyproject(tmp_path: Path) -> None:
    path = written(tmp_path, '[project]\nname = "x"\n\n[tool.lint-cmm]\nselct = []\n', "pyproject.toml")
    with pytest.raises(RuleFileError, match=r"pyproject\.toml:5: unknown key 'selct'"):
        read_config(str(path))
