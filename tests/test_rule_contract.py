"""What every rule file has to have, whoever writes it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from support import rule_book

from lint_cmm.explain import prose
from lint_cmm.rulefile import FAMILIES, Rule

RULES = list(rule_book().rules.values())
BY_CODE = [pytest.param(rule, id=rule.code) for rule in RULES]
SIZE = 80_000
SECONDS = 0.2
ADVERSARIES = ("一", "1", "a", " ", "（", "“", "X", "第1年", "a.", "1.", "一、", "，。", "万元", "www.", "要是不", "　")


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_stands_in_the_folder_of_its_family(rule: Rule) -> None:
    assert Path(rule.path).parent.name == FAMILIES[rule.family]


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_says_why_where_from_and_where_it_ends(rule: Rule) -> None:
    told = prose(rule)
    assert told.why and told.source and told.limits
    assert not re.search(r"/work/|/home/|\\\\", told.source)


@pytest.mark.parametrize("rule", [p for p in BY_CODE if p.values[0].family not in "EX"])  # type: ignore[attr-defined]
def test_rule_has_examples_of_both_kinds(rule: Rule) -> None:
    told = prose(rule)
    assert len(told.valid) >= 1
    assert len(told.invalid) >= 2
    assert all(e.expect for e in told.invalid)
    assert not any(e.expect for e in told.valid)


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_speaks_chinese_and_english(rule: Rule) -> None:
    for variant in rule.variants.values():
        assert all(re.search("[一-龥]", text) for text in variant.zh)
        assert all(len(re.findall("[一-龥]", text)) < len(re.findall("[A-Za-z]", text)) for text in variant.en)


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_refers_to_rules_that_exist(rule: Rule) -> None:
    assert {*rule.yields_to, *rule.silent_after} <= set(rule_book().rules)


def patterns() -> list[Any]:
    """Every text of an option whose name holds “pattern”, in rules and in tables."""
    found = []
    for rule in RULES:
        for key, value in rule.options.items():
            if "pattern" in key:
                found += [pytest.param(text, id=f"{rule.code}-{key}-{i}") for i, text in enumerate(flat(value))]
    return found


@pytest.mark.parametrize("pattern", patterns())
def test_pattern_is_linear_on_adversarial_text(pattern: str) -> None:
    compiled = re.compile(pattern)
    for seed in ADVERSARIES:
        text = seed * (SIZE // len(seed))
        started = time.perf_counter()
        for _ in compiled.finditer(text):
            pass
        assert time.perf_counter() - started < SECONDS, seed


def flat(value: Any) -> list[str]:
    """All texts in a nested option value."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [text for v in values for text in flat(v)]
