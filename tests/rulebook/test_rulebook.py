"""Rule files: what is loaded, and that every mistake in one is told with file and line."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from support import ROOT, SAMPLE_RULE

from lint_cmm.data.toml import line_of
from lint_cmm.errors import RuleFileError, UsageError
from lint_cmm.rulebook import RuleBook, book, source
from lint_cmm.rulebook.compile import compile_folder, read_lexicon
from lint_cmm.rulebook.source import load


def office(tmp_path: Path, text: str = SAMPLE_RULE, name: str = "text/T901-sample-rule.toml") -> Path:
    """A rules folder of an office with one file in it."""
    target = tmp_path / "office" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return tmp_path / "office"


def mistake(folder: Path) -> str:
    """What the compiler says of the folder."""
    with pytest.raises(RuleFileError) as caught:
        compile_folder(str(folder))
    return str(caught.value)


def test_rules_of_an_office_join_the_built_in_ones(tmp_path: Path) -> None:
    assert {"T901", "S101"} <= set(load((str(office(tmp_path)),)).rules)


def test_words_of_an_office_join_the_list_of_the_same_name(tmp_path: Path, book: RuleBook) -> None:
    folder = office(tmp_path, "# ours\n某某文库\n", "lexicon/background.txt")
    assert load((str(folder),)).data.lexicon("background") == (*book.data.lexicon("background"), "某某文库")


def test_a_rule_cannot_be_defined_twice(tmp_path: Path) -> None:
    one = compile_folder(str(office(tmp_path)))
    with pytest.raises(UsageError, match="T901 is already defined"):
        book([one, one])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("severity =", "severty =", ":5: unknown key 'severty'; did you mean 'severity'?"),
        ('"error"', '"fatal"', ":5: severity must be one of error, warning, info"),
        ('"engine"', '"adresses.url"', ":6: there is no module 'adresses'"),
        ('"engine"', '"scan.hit"', ":6: module 'scan' has no check 'hit'"),
        ('"有“{quote}”"', "3", ":7: 'message' must be a text"),
        ('code = "T901"', 'code = "Q901"', ":1: code must be a family letter"),
        ('"sample-rule"', '"other-rule"', ":1: the file must be called T901-other-rule.toml"),
        ("title-en", "title-en = 1\ntitle-en", ":5: is not valid TOML"),
        ("title-en", "why = 5\ntitle-en", ":4: 'why': must be a text, not a whole number"),
        ("title-en", 'limits = "x"\ntitle-en', ":4: 'limits': must be a list, not a text"),
        ("title-en", "limits-en = [1]\ntitle-en", ":4: 'limits-en': must be a text, not a whole number"),
        ("title-en", "valid = [{ doc = 1 }]\ntitle-en", "'doc': must be a text, not a whole number"),
        ('suggestion = "请删去"', 'suggestion = "请删去', ":9: is not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    message = mistake(office(tmp_path, SAMPLE_RULE.replace(old, new, 1)))
    assert "T901-sample-rule.toml" in message
    assert told in message


def test_an_unknown_option_names_the_nearest_one(tmp_path: Path) -> None:
    path = next((ROOT / "rules" / "structure").glob("S115-*.toml"))
    text = path.read_text(encoding="utf-8").replace('"S115"', '"S915"') + "\n[options]\nno-such-thing = 1\n"
    text = text if "[options]" not in path.read_text(encoding="utf-8") else text.replace("[options]", "[options]\nno-such-thing = 1", 1)
    assert "no-such-thing" in mistake(office(tmp_path, text, "structure/" + path.name.replace("S115", "S915")))


def test_a_profile_that_extends_itself_is_refused(tmp_path: Path) -> None:
    folder = office(tmp_path, 'title = "甲"\nextends = "b"\n', "profiles/a.toml")
    office(tmp_path, 'title = "乙"\nextends = "a"\n', "profiles/b.toml")
    assert "extends itself" in mistake(folder)


def test_a_profile_takes_over_and_overrides(tmp_path: Path) -> None:
    folder = office(tmp_path, 'title = "甲"\nrequired = ["problems"]\nshare = 0.4\nabstract = true\n', "profiles/a.toml")
    office(tmp_path, 'title = "乙"\nextends = "a"\nshare = 1\n', "profiles/b.toml")
    assert compile_folder(str(folder))["profiles"] == {"b": {"name": "b", "title": "乙", "required": ["problems"], "share": 1.0}}


def test_a_word_that_stands_twice_is_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲\n# 注\n乙\n甲\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"a\.txt:4: '甲' stands twice, first in line 1"):
        read_lexicon(str(tmp_path / "a.txt"))


def test_lines_within_texts_are_no_keys() -> None:
    text = 'a = 1\ndoc = """\n[options]\nb = 2\n"""\n[options]\nb = 3\n[[valid]]\nc = 1\n[[valid]]\nc = 2\n'
    assert line_of(text, ("options", "b")) == 7
    assert line_of(text, ("valid", 1, "c")) == 11


def test_compiled_rules_are_kept_for_their_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "platform", "linux")
    folder = str(office(tmp_path))
    first = source.compiled(folder)
    kept = list((tmp_path / "cache" / "lint-cmm").iterdir())
    assert len(kept) == 1
    assert source.compiled(folder) == first == json.loads(kept[0].read_bytes())
    if os.name == "posix":
        assert kept[0].stat().st_mode & 0o077 == 0
        assert kept[0].parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_cache_that_others_can_write_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "lint-cmm"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert source.cache_folder() == ""
    source.compiled(str(office(tmp_path)))
    assert list(folder.iterdir()) == []


def test_a_spoilt_cache_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = str(office(tmp_path))
    first = source.compiled(folder)
    for kept in (tmp_path / "cache" / "lint-cmm").iterdir():
        kept.write_text("{", encoding="utf-16")
    assert source.compiled(folder) == first


def test_a_changed_rule_file_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = office(tmp_path)
    assert source.compiled(str(folder))["rules"][0]["name"] == "sample-rule"
    (folder / "text" / "T901-sample-rule.toml").unlink()
    office(tmp_path, SAMPLE_RULE.replace("sample-rule", "second-rule"), "text/T901-second-rule.toml")
    assert source.compiled(str(folder))["rules"][0]["name"] == "second-rule"
