"""What options mean is told for each option that there is, in both languages, and for no other."""

from __future__ import annotations

import re

import pytest
from support import rule_book

from lint_cmm.commands import run
from lint_cmm.messages import options as words
from lint_cmm.rulebook.explain import options

RULES = rule_book().rules.values()
DECLARED = {(rule.check, field.replace("_", "-")) for rule in RULES for field in options(rule)}


def test_every_option_has_words_in_both_languages() -> None:
    assert [(check, option) for check, option in DECLARED if not words.meaning(check, option, "zh")] == []
    for zh, en in words._WORDS.values():
        assert re.search("[一-龥]", zh) and en and not re.search("[，。：；？]", en)


def test_no_words_are_left_over() -> None:
    used = {f"{check} {option}" for check, option in DECLARED} | {option for _, option in DECLARED}
    assert set(words._WORDS) <= used


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_patterns_are_shown_only_when_asked_for(lang: str, capfd: pytest.CaptureFixture[str]) -> None:
    shown = {}
    for more in ([], ["-v"]):
        run(["rule", "P206", "--lang", lang, *more])
        shown[bool(more)] = capfd.readouterr().out
    start = "参数" if lang == "zh" else "Options"
    assert "(?:" not in shown[False] and "(?:" in shown[True]
    assert "reach = 60  " in shown[False].partition(start)[2] and "lint-cmm rule P206 -v" in shown[False]
    assert "rule P206 -v" not in shown[True]


def test_a_list_is_shown_by_its_first_words_and_in_full_as_a_configuration_has_it(capfd: pytest.CaptureFixture[str]) -> None:
    run(["rule", "B402"])
    assert "frames  数哪些说法：还不够、不够、" in (short := capfd.readouterr().out) and "共 14 个" in short
    run(["rule", "B402", "-v"])
    assert '["还不够", "不够", ' in capfd.readouterr().out
    run(["rule", "W506", "-v"])
    assert "own = 4  " in capfd.readouterr().out, "a check's own default can be set as well"


def test_fields_of_a_message_are_no_riddles(capfd: pytest.CaptureFixture[str]) -> None:
    for rule in RULES:
        run(["rule", rule.code])
        head = re.split("要报的例子|不报的例子", capfd.readouterr().out)[0]
        assert not re.search(r"\{[a-z_]+\}|\(\?", head), rule.code
    run(["rule", "F807"])
    assert capfd.readouterr().out.count("  警告：") == 2, "a case that is told as the rule itself is not told again"
